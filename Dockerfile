# The image of the emulator: built from source, runs without root, writes only to /data.
# docker build -t loyalty-emulator .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG RUNTIME=linux-x64
WORKDIR /source

# Only the files that a restore reads, so that this layer is rebuilt only when one of them changes.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/BannedSymbols.txt src/
COPY src/Loyalty.Domain/Loyalty.Domain.csproj src/Loyalty.Domain/
COPY src/Loyalty.Store/Loyalty.Store.csproj src/Loyalty.Store/
COPY src/Loyalty.Api/Loyalty.Api.csproj src/Loyalty.Api/
RUN dotnet restore src/Loyalty.Api -r $RUNTIME -p:PublishReadyToRun=true

# Ahead-of-time compilation halves the cold start. The runtime comes from the base image. Analyzers run with the tests, and would only slow down the image.
COPY .editorconfig ./
COPY src src
RUN dotnet publish src/Loyalty.Api -c Release -r $RUNTIME --self-contained false --no-restore -p:PublishReadyToRun=true -p:RunAnalyzers=false -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Loyalty emulator" \
      org.opencontainers.image.description="Stateful, offline emulator of parts of the Capillary loyalty API for test environments. Not affiliated with Capillary." \
      org.opencontainers.image.version=$VERSION

RUN mkdir /data && chown $APP_UID:$APP_UID /data
WORKDIR /app
COPY --from=build /app ./

# With diagnostics disabled, the runtime creates no pipes in /tmp, so the root file system can be read-only.
ENV ASPNETCORE_URLS=http://+:8080 \
    ASPNETCORE_ENVIRONMENT=Production \
    Emulator__DataFolder=/data \
    DOTNET_EnableDiagnostics=0

USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=10s --retries=3 CMD ["dotnet", "Loyalty.Api.dll", "health"]
ENTRYPOINT ["dotnet", "Loyalty.Api.dll"]
