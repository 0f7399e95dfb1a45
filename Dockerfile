# The emulator as one image: built from source, run without root, with /data as the only place it writes to.
# docker build -t loyalty-emulator .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG RUNTIME=linux-x64
WORKDIR /source

# Everything a restore reads, and nothing else: this layer is built again only when a dependency changes.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/BannedSymbols.txt src/
COPY src/Loyalty.Domain/Loyalty.Domain.csproj src/Loyalty.Domain/
COPY src/Loyalty.Store/Loyalty.Store.csproj src/Loyalty.Store/
COPY src/Loyalty.Api/Loyalty.Api.csproj src/Loyalty.Api/
RUN dotnet restore src/Loyalty.Api -r $RUNTIME -p:PublishReadyToRun=true

# Code compiled ahead of time halves the cold start; the runtime stays the image's own.
COPY .editorconfig ./
COPY src src
RUN dotnet publish src/Loyalty.Api -c Release -r $RUNTIME --self-contained false --no-restore -p:PublishReadyToRun=true -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Loyalty emulator" \
      org.opencontainers.image.description="Stateful, offline emulator of parts of the Capillary loyalty API for test environments. Not affiliated with Capillary." \
      org.opencontainers.image.version=$VERSION

RUN mkdir /data && chown $APP_UID:$APP_UID /data
WORKDIR /app
COPY --from=build /app ./

# Without diagnostics the runtime opens no pipes in /tmp, so the root may be read-only.
ENV ASPNETCORE_URLS=http://+:8080 \
    ASPNETCORE_ENVIRONMENT=Production \
    Emulator__DataFolder=/data \
    DOTNET_EnableDiagnostics=0

USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 CMD ["dotnet", "Loyalty.Api.dll", "health"]
ENTRYPOINT ["dotnet", "Loyalty.Api.dll"]
