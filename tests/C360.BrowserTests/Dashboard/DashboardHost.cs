using C360.FunctionalTests.Hosting;
using C360.FunctionalTests.TestData;

namespace C360.BrowserTests.Dashboard;

/// <summary>Services for the dashboard.</summary>
internal static class DashboardHost
{
    /// <summary>One that has no sources of its own and shows the sample: 5,000 customers, of whom 4,956 have an e-mail address.</summary>
    public static async Task<ApiHost> SampleAsync(params (string Name, string Value)[] settings)
    {
        using var none = new SourceFolder();
        return await ApiHost.StartAsync(
            none,
            settings.Append(("C360_DATA_PATH", "")).ToDictionary(setting => setting.Item1, setting => setting.Item2)
        );
    }
}
