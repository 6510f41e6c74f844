using C360.Application.Behaviors;
using C360.Application.Marketing;
using C360.Application.Ports;
using FluentValidation;

namespace C360.UnitTests.Application.Behaviors;

internal sealed class ValidationBehaviorTests
{
    [Test]
    public async Task A_request_in_range_goes_on() =>
        Assert.That(await HandleAsync(new ChurnRiskCustomers(), new ChurnRiskCustomers.Validator()), Is.EqualTo("went on"));

    [Test]
    public async Task A_request_without_a_validator_goes_on() =>
        Assert.That(await HandleAsync(new ChurnRiskCustomers { Limit = -1 }), Is.EqualTo("went on"));

    [Test]
    public async Task Every_parameter_out_of_range_is_named_as_users_write_it_and_nothing_runs() =>
        await Assert.ThatAsync(
            () => HandleAsync(new ChurnRiskCustomers { Limit = 0, MinLifetimeValue = -1 }, new ChurnRiskCustomers.Validator()),
            Throws
                .TypeOf<InvalidParametersException>()
                .With.Property(nameof(InvalidParametersException.Errors))
                .With.Property("Keys")
                .EquivalentTo(new[] { "limit", "min_lifetime_value" })
        );

    /// <summary>The behavior lets a request with all defaults pass unseen, so every one of them must be valid.</summary>
    [TestCaseSource(nameof(Validators))]
    public void The_defaults_of_every_request_are_valid(Type validator, Type request) =>
        Assert.That(
            ((IValidator)Activator.CreateInstance(validator)!)
                .Validate(new ValidationContext<object>(Activator.CreateInstance(request)!))
                .Errors,
            Is.Empty
        );

    private static IEnumerable<TestCaseData> Validators() =>
        AssemblyScanner
            .FindValidatorsInAssembly(typeof(ChurnRiskCustomers).Assembly, includeInternalTypes: true)
            .Select(found => (Validator: found.ValidatorType, Request: found.InterfaceType.GetGenericArguments()[0]))
            .Select(found => new TestCaseData(found.Validator, found.Request).SetArgDisplayNames(found.Request.Name));

    private static Task<string> HandleAsync(ChurnRiskCustomers request, params IValidator<ChurnRiskCustomers>[] validators) =>
        new ValidationBehavior<ChurnRiskCustomers, string>(validators).Handle(request, default, () => Task.FromResult("went on"));
}
