using AutoMapper;
using C360.Domain.Refreshing;

namespace C360.Application.Admin;

/// <summary>Maps what the domain keeps to what the admin endpoints show.</summary>
internal sealed class AdminProfile : Profile
{
    /// <summary>Declares the maps.</summary>
    public AdminProfile() =>
        CreateMap<Refresh, RefreshReport>()
            .ForCtorParam(nameof(RefreshReport.RefreshId), map => map.MapFrom(refresh => refresh.Id))
            .ForCtorParam(nameof(RefreshReport.Percent), map => map.MapFrom(refresh => (int)Math.Floor(refresh.Percent)));
}
