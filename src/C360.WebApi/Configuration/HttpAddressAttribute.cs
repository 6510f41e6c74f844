using System.ComponentModel.DataAnnotations;

namespace C360.WebApi.Configuration;

/// <summary>The address of another service.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HttpAddressAttribute : ValidationAttribute
{
    /// <summary>Says what is allowed.</summary>
    public HttpAddressAttribute() => ErrorMessage = "an address such as http://collector:4317, with http or https";

    /// <summary>Whether it is one.</summary>
    /// <param name="value">The setting.</param>
    public override bool IsValid(object? value) =>
        value is not string text
        || Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);
}
