using System.Reflection;
using C360.Application;
using C360.Application.Admin;
using C360.Application.Queries;
using C360.Domain.Access;
using C360.WebApi.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace C360.UnitTests.House;

/// <summary>Who may have what is said beside each action, and what names persons is not for everybody.</summary>
internal sealed class AccessTests
{
    private static readonly string[] NamesPersons = ["customer_id", "customer_name", "first_name", "last_name", "email"];

    private static IEnumerable<MethodInfo> Actions =>
        from controller in typeof(Program).Assembly.GetTypes()
        where controller.IsSubclassOf(typeof(ControllerBase))
        from action in controller.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        select action;

    [Test]
    public void Every_action_says_which_scope_it_needs_or_that_it_needs_none() => Assert.That(Actions.Where(SaysNothing), Is.Empty);

    [Test]
    public void Only_probes_need_none() =>
        Assert.That(
            Actions
                .Where(action => action.IsDefined(typeof(AllowAnonymousAttribute)))
                .Select(action => action.DeclaringType!.Name)
                .Distinct(),
            Is.EqualTo((string[])["HealthController"])
        );

    [Test]
    public void What_is_under_admin_and_what_Prometheus_scrapes_needs_admin_and_nothing_else_does() =>
        Assert.That(
            Actions.Where(action => ScopeOf(action) == Scope.Admin),
            Is.EquivalentTo(
                Actions.Where(action => action.DeclaringType!.GetCustomAttribute<RouteAttribute>()!.Template is "admin" or "metrics")
            )
        );

    /// <summary>Under admin the raw cells of rejected rows are shown: who mends data may see what is wrong with it.</summary>
    [Test]
    public void Every_other_query_needs_customers_when_its_rows_name_persons_and_read_when_not()
    {
        foreach (
            (Type query, Type row) in ApplicationServices.Catalogue.Where(entry => entry.Query.Namespace != typeof(RejectedRows).Namespace)
        )
            Assert.That(
                ScopeOf(Actions.Single(action => action.Name == query.Name)),
                Is.EqualTo(Names(row) ? Scope.Customers : Scope.Read),
                query.Name
            );
    }

    /// <summary>The access log knows by this who is shown to whom: nothing has to be done in an action.</summary>
    [Test]
    public void What_needs_customers_shows_persons_and_so_does_what_shows_raw_cells()
    {
        Assert.That(Actions.Where(action => ScopeOf(action) == Scope.Customers).Where(action => !ShowsPersons(action)), Is.Empty);
        Assert.That(
            Actions.Where(action => ScopeOf(action) != Scope.Customers && ShowsPersons(action)),
            Is.EquivalentTo(Actions.Where(action => ShowsRawCells(action.ReturnType, []))).And.Not.Empty
        );
    }

    [Test]
    public void Whom_an_answer_shows_is_known_of_every_one_that_shows_somebody() =>
        Assert.That(
            Actions
                .Where(ShowsPersons)
                .Select(action => action.ReturnType.GetGenericArguments().Single())
                .Where(answer => !IsKnown(answer)),
            Is.Empty
        );

    [Test]
    public void What_says_nothing_and_who_names_persons_is_found()
    {
        Assert.That(
            typeof(Wrong).GetMethods().Where(method => method.DeclaringType == typeof(Wrong)).Where(SaysNothing),
            Has.Exactly(2).Items
        );
        Assert.That((Names(typeof(Wrong)), Names(typeof(string))), Is.EqualTo((true, false)));
    }

    private static bool SaysNothing(MethodInfo action) =>
        action.GetCustomAttributes<AccessAttribute>().Count() + action.GetCustomAttributes<AllowAnonymousAttribute>().Count() != 1;

    private static Scope? ScopeOf(MethodInfo action) => action.GetCustomAttribute<AccessAttribute>()?.Scope;

    private static bool ShowsPersons(MethodInfo action) => action.GetCustomAttribute<AccessAttribute>() is { ShowsPersons: true };

    private static bool ShowsRawCells(Type answer, HashSet<Type> seen) =>
        seen.Add(answer)
        && (
            answer.GetGenericArguments().Any(argument => ShowsRawCells(argument, seen))
            || answer.Assembly == typeof(RejectedRow).Assembly
                && answer
                    .GetProperties()
                    .Any(property => property.Name == nameof(RejectedRow.RawValues) || ShowsRawCells(property.PropertyType, seen))
        );

    private static bool IsKnown(Type answer) =>
        answer == typeof(Envelope<DataQuality>)
        || answer == typeof(Answer<RejectedRow>)
        || answer.GetGenericTypeDefinition() == typeof(Answer<>) && answer.GetGenericArguments()[0].GetProperty("CustomerId") is not null;

    private static bool Names(Type row) => row.GetProperties().Any(property => NamesPersons.Contains(SnakeCase.Of(property.Name)));

    private sealed class Wrong
    {
        public static string Email => "";

        [Access(Scope.Read), AllowAnonymous]
        public static void SaysBoth() { }
    }
}
