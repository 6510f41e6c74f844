using System.Xml.Linq;
using System.Xml.XPath;

namespace C360.WebApi.OpenApi;

/// <summary>The code's XML documentation, with what members inherit put in its place: the document's generator does not follow references.</summary>
internal static class CodeDocumentation
{
    private const string Inherit = "inheritdoc";

    /// <summary>Reads the documentation files of our assemblies as one.</summary>
    public static XPathDocument Read()
    {
        var all = new XDocument(new XElement("doc", new XElement("members", Members().Values.Select(member => new XElement(member)))));
        using System.Xml.XmlReader reader = all.CreateReader();
        return new XPathDocument(reader);
    }

    /// <summary>The documentation of each member by its name there, as in <c>T:C360.Domain.Sources.Source</c>.</summary>
    public static Dictionary<string, XElement> Members()
    {
        XElement[] members =
        [
            .. Directory
                .EnumerateFiles(AppContext.BaseDirectory, "c360*.xml", new EnumerationOptions { MatchCasing = MatchCasing.CaseInsensitive })
                .SelectMany(file => XDocument.Load(file).Descendants("member")),
        ];
        Dictionary<string, XElement> byName = members
            .GroupBy(NameOf)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        foreach (XElement reference in members.SelectMany(member => member.Elements(Inherit)).ToArray())
            if ((string?)reference.Attribute("cref") is { } name && byName.TryGetValue(name, out XElement? source))
                reference.ReplaceWith(source.Elements().Where(element => element.Name != Inherit && element.Name != "param"));
        return byName;
    }

    private static string NameOf(XElement member) => (string)member.Attribute("name")!;
}
