using System.Reflection;
using C360.Application;
using C360.Application.Catalogue;
using C360.Application.Ports;
using C360.Application.Queries;
using C360.WebApi.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;

namespace C360.WebApi.OpenApi;

/// <summary>Describes the named queries from what runs: routes and scopes of the actions, properties and validators of the requests, rows and texts.</summary>
/// <param name="actions">The actions.</param>
/// <param name="parameters">Describes parameters.</param>
/// <param name="texts">The SQL texts.</param>
/// <param name="code">What the code says.</param>
internal sealed class QueryCatalogue(
    IActionDescriptorCollectionProvider actions,
    RequestParameters parameters,
    IQueryTexts texts,
    CodeTexts code
) : IQueryCatalogue
{
    private readonly Lazy<QueryDescription[]> _all = new(() =>
        [.. ApplicationServices.Catalogue.Select(entry => Describe(entry.Query, entry.Row, actions, parameters, texts, code))]
    );

    /// <inheritdoc/>
    public QueryDescription[] All => _all.Value;

    private static QueryDescription Describe(
        Type query,
        Type row,
        IActionDescriptorCollectionProvider actions,
        RequestParameters parameters,
        IQueryTexts texts,
        CodeTexts code
    )
    {
        ControllerActionDescriptor action = actions
            .ActionDescriptors.Items.OfType<ControllerActionDescriptor>()
            .Single(action => action.ActionName == query.Name);
        return new QueryDescription(
            SnakeCase.Of(query.Name),
            action.EndpointMetadata.OfType<ITagsMetadata>().Single().Tags[0],
            "/" + action.AttributeRouteInfo!.Template,
            code.Summary(query),
            code.Remarks(query),
            action.EndpointMetadata.OfType<AccessAttribute>().Single().Scope,
            IsList: !FindsOneAttribute.IsOn(query),
            parameters.Of(query),
            [.. row.GetProperties().Select(property => Describe(property, code))],
            texts.SqlOf(query)
        );
    }

    private static ColumnDescription Describe(PropertyInfo column, CodeTexts code) =>
        new(
            SnakeCase.Of(column.Name),
            TypeOf(column),
            new NullabilityInfoContext().Create(column).ReadState == NullabilityState.Nullable,
            MeasuredInAttribute.Of(column),
            code.Summary(column)
        );

    private static string TypeOf(PropertyInfo column)
    {
        Type plain = Nullable.GetUnderlyingType(column.PropertyType) ?? column.PropertyType;
        return plain == typeof(DateOnly) ? "date"
            : plain == typeof(DateTime) ? "timestamp"
            : Json.IsJson(column) ? "object"
            : RequestParameters.TypeOf(plain);
    }
}
