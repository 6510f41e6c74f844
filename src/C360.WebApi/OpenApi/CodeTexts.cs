using System.Reflection;
using System.Xml.Linq;

namespace C360.WebApi.OpenApi;

/// <summary>The sentences of the code's documentation as plain text, each in one line.</summary>
internal sealed class CodeTexts
{
    private readonly Lazy<Dictionary<string, XElement>> _members = new(CodeDocumentation.Members);

    /// <summary>What a type, property, field or constant is; of a record's property what its parameter says.</summary>
    /// <param name="member">The member.</param>
    /// <exception cref="InvalidOperationException">Nobody has said it.</exception>
    public string Summary(MemberInfo member) =>
        Text(member, "summary") ?? Parameter(member) ?? throw new InvalidOperationException($"{member.Name} has no documentation");

    /// <summary>What there is to say beyond the summary, or null.</summary>
    /// <param name="member">The member.</param>
    public string? Remarks(MemberInfo member) => Text(member, "remarks");

    /// <summary>An example of its values, or null.</summary>
    /// <param name="member">The member.</param>
    public string? Example(MemberInfo member) => Text(member, "example");

    private string? Text(MemberInfo member, string element) => Plain(Element(NameOf(member))?.Element(element));

    private string? Parameter(MemberInfo member) =>
        member.DeclaringType is { } type
            ? Plain(
                Element(NameOf(type))?.Elements("param").FirstOrDefault(parameter => (string?)parameter.Attribute("name") == member.Name)
            )
            : null;

    private XElement? Element(string name) => _members.Value.GetValueOrDefault(name);

    private static string NameOf(MemberInfo member) =>
        member switch
        {
            Type type => $"T:{type.FullName}",
            PropertyInfo => $"P:{member.DeclaringType!.FullName}.{member.Name}",
            _ => $"F:{member.DeclaringType!.FullName}.{member.Name}",
        };

    private static string? Plain(XElement? text) =>
        text is null
            ? null
            : string.Join(' ', string.Concat(text.Nodes().Select(Words)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Code stands in backticks; a reference is written as the last part of the name it points to.</summary>
    private static string Words(XNode node) =>
        node switch
        {
            XElement { IsEmpty: true } reference => reference.FirstAttribute?.Value.Split('.', ':')[^1] ?? "",
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement element => element.Value,
            XText text => text.Value,
            _ => "",
        };
}
