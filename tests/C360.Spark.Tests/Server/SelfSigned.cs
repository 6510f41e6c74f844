using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace C360.Spark.Tests.Server;

/// <summary>A certificate that nobody vouches for.</summary>
internal static class SelfSigned
{
    public static X509Certificate2 Certificate()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null); // Kestrel wants the key beside it
    }
}
