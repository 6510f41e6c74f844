namespace C360.FunctionalTests.Hosting;

/// <summary>Folders that a service wrote to.</summary>
internal static class TempFolder
{
    /// <summary>Removes one: the service's own thread may still be putting its things away when its host has been disposed of.</summary>
    public static async Task RemoveAsync(string folder)
    {
        for (int left = 100; ; left--)
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (left > 0 && Directory.Exists(folder))
            {
                await Task.Delay(20);
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
    }
}
