using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace C360.WebApi.Http;

/// <summary>MVC walks no model: requests are validated once, on MediatR's road, whoever sends them.</summary>
internal sealed class NoModelValidation : IObjectModelValidator
{
    /// <summary>Does nothing.</summary>
    /// <param name="actionContext">The request.</param>
    /// <param name="validationState">What was validated.</param>
    /// <param name="prefix">The model's name.</param>
    /// <param name="model">The model.</param>
    public void Validate(ActionContext actionContext, ValidationStateDictionary? validationState, string prefix, object? model) { }
}
