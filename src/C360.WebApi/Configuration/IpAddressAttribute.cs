using System.ComponentModel.DataAnnotations;
using System.Net;

namespace C360.WebApi.Configuration;

/// <summary>An address of this machine as the server takes it: any other name it would read as all addresses, and open the service to everybody.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class IpAddressAttribute : ValidationAttribute
{
    /// <summary>Says what is allowed.</summary>
    public IpAddressAttribute() => ErrorMessage = "an IP address or localhost";

    /// <summary>Whether it is one.</summary>
    /// <param name="value">The setting.</param>
    public override bool IsValid(object? value) => value is "localhost" || IPAddress.TryParse(value as string, out _);
}
