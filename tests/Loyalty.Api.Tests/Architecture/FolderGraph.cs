using System.Collections.Concurrent;
using System.Reflection;
using Loyalty.Api.Tests.Hosting;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Loyalty.Api.Tests.Architecture;

/// <summary>
/// Which folders of a project use which, read from its compiled references, and from the using directives because the compiler copies
/// constants. A folder is the part of a namespace after the assembly's name.
/// </summary>
internal sealed class FolderGraph
{
    /// <summary>Types outside of any folder, such as Program.</summary>
    public const string Root = "(root)";

    private static readonly ConcurrentDictionary<Assembly, FolderGraph> Graphs = new();

    private readonly string _assembly;
    private readonly SortedDictionary<string, SortedDictionary<string, string>> _uses = new(StringComparer.Ordinal);

    private FolderGraph(string assembly) => _assembly = assembly;

    public int Types { get; private set; }

    public IReadOnlyCollection<string> Folders => _uses.Keys;

    public static FolderGraph Of(Assembly assembly) => Graphs.GetOrAdd(assembly, Read);

    /// <summary>The folders that a folder uses, each with one example.</summary>
    public IReadOnlyDictionary<string, string> UsesOf(string folder) => _uses[folder];

    /// <summary>A cycle of folders, as a sentence; null if there is none.</summary>
    public string? FindCycle(params IReadOnlyList<string> ignored)
    {
        var done = new HashSet<string>(ignored, StringComparer.Ordinal);
        foreach (var folder in Folders)
        {
            if (Visit(folder, []) is { } cycle)
            {
                return cycle;
            }
        }

        return null;

        string? Visit(string folder, List<string> path)
        {
            if (path.Contains(folder, StringComparer.Ordinal))
            {
                return string.Join(" -> ", [.. path.SkipWhile(step => !string.Equals(step, folder, StringComparison.Ordinal)), folder]);
            }

            if (done.Contains(folder))
            {
                return null;
            }

            path.Add(folder);
            var cycle = UsesOf(folder).Keys.Select(used => Visit(used, path)).FirstOrDefault(found => found is not null);
            path.RemoveAt(path.Count - 1);
            done.Add(folder);
            return cycle;
        }
    }

    private static FolderGraph Read(Assembly assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        var graph = new FolderGraph(assembly.GetName().Name!);
        foreach (var type in module.GetTypes().Where(type => graph.FolderOf(type) is not null))
        {
            graph.Types++;
            var folder = graph.FolderOf(type)!;
            graph._uses.TryAdd(folder, new SortedDictionary<string, string>(StringComparer.Ordinal));
            foreach (var used in References(type).SelectMany(Parts))
            {
                if (graph.FolderOf(used) is { } other && !string.Equals(other, folder, StringComparison.Ordinal))
                {
                    graph._uses[folder].TryAdd(other, $"{type.FullName} uses {used.FullName}");
                }
            }
        }

        graph.AddUsings();
        return graph;
    }

    private void AddUsings()
    {
        foreach (var folder in Folders.Where(folder => folder is not Root))
        {
            foreach (var file in Repository.Sources($"src/{_assembly}/{folder}"))
            {
                foreach (var line in Repository.Read(file).Split('\n').Where(line => line.StartsWith($"using {_assembly}.", StringComparison.Ordinal)))
                {
                    var used = line[$"using {_assembly}.".Length..].TrimEnd(';', '\r').Split('.')[0];
                    if (!string.Equals(used, folder, StringComparison.Ordinal))
                    {
                        _uses[folder].TryAdd(used, $"{file} has {line}");
                    }
                }
            }
        }
    }

    /// <summary>The folder of a type of this assembly, nested types included; null for types of other assemblies and for compiler-generated ones outside of every namespace.</summary>
    private string? FolderOf(TypeReference type)
    {
        var outer = type;
        while (outer.DeclaringType is { } declaring)
        {
            outer = declaring;
        }

        if (outer.Namespace.StartsWith(_assembly + ".", StringComparison.Ordinal))
        {
            return outer.Namespace[(_assembly.Length + 1)..].Split('.')[0];
        }

        return string.Equals(outer.Namespace, _assembly, StringComparison.Ordinal) || (outer.Namespace.Length == 0 && outer is TypeDefinition && outer.Name is "Program") ? Root : null;
    }

    /// <summary>A type with its element type and generic arguments.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => Parts(generic.ElementType).Concat(generic.GenericArguments.SelectMany(Parts)),
        TypeSpecification specification => Parts(specification.ElementType),
        GenericParameter => [],
        _ => [type],
    };

    private static IEnumerable<TypeReference> References(TypeDefinition type) =>
    [
        .. type.BaseType is null ? [] : (TypeReference[])[type.BaseType],
        .. type.Interfaces.Select(implemented => implemented.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. type.Properties.Select(property => property.PropertyType),
        .. Attributes(type),
        .. type.Fields.SelectMany(Attributes),
        .. type.Properties.SelectMany(Attributes),
        .. type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
        .. type.Methods.SelectMany(References),
    ];

    private static IEnumerable<TypeReference> References(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.Parameters.SelectMany(Attributes),
        .. Attributes(method),
        .. method.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType),
        .. method.HasBody ? method.Body.Variables.Select(variable => variable.VariableType) : [],
        .. method.HasBody ? method.Body.Instructions.SelectMany(References) : [],
    ];

    private static IEnumerable<TypeReference> References(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        GenericInstanceMethod generic => [generic.DeclaringType, generic.ReturnType, .. generic.GenericArguments],
        MethodReference method => [method.DeclaringType, method.ReturnType],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Attributes(Mono.Cecil.ICustomAttributeProvider provider) =>
        provider.CustomAttributes.SelectMany(attribute => (IEnumerable<TypeReference>)
            [attribute.AttributeType, .. attribute.ConstructorArguments.Select(argument => argument.Value).OfType<TypeReference>()]);
}
