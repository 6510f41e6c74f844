using C360.Infrastructure.Spark.Connect.Grpc;
using C360.Infrastructure.Spark.Protocol;

namespace C360.Spark.Tests.Connect;

/// <summary>Damage to streams, by chance.</summary>
internal static class Mutation
{
    /// <summary>Bytes changed, lost, put in, doubled, cut off.</summary>
    public static byte[] OfBytes(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        for (int times = random.Next(1, 6); times > 0 && bytes.Count > 0; times--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 4:
                    byte[] more = new byte[length];
                    random.NextBytes(more);
                    bytes.InsertRange(at, more);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }
        return [.. bytes];
    }

    /// <summary>
    /// A batch doubled, exchanged with the next, or lost; or the stream cut anywhere. The last batch is not lost alone: nothing in the protocol would tell.
    /// </summary>
    public static byte[] OfMessages(IEnumerable<ExecutePlanResponse> responses, Random random)
    {
        List<ExecutePlanResponse> messages = [.. responses];
        int[] batches = [.. Enumerable.Range(0, messages.Count).Where(index => messages[index].ArrowBatch is not null)];
        int which = random.Next(batches.Length - 1);
        (int at, int next) = (batches[which], batches[which + 1]);
        switch (random.Next(4))
        {
            case 0:
                messages.Insert(at, messages[at]);
                break;
            case 1:
                (messages[at], messages[next]) = (messages[next], messages[at]);
                break;
            case 2:
                messages.RemoveAt(at);
                break;
        }
        byte[] wire = [.. messages.SelectMany(message => GrpcFrame.Of(message, int.MaxValue))];
        return random.Next(4) == 0 ? wire[..random.Next(wire.Length)] : wire;
    }
}
