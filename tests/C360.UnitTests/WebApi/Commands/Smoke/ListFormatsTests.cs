using System.Text;
using C360.WebApi.Commands.Smoke;

namespace C360.UnitTests.WebApi.Commands.Smoke;

/// <summary>The same list in another format.</summary>
internal sealed class ListFormatsTests
{
    private static readonly Reply Json = Replied(
        Call.Json,
        """{"data":[{"id":"1","n":1.50},{"id":"2","n":null}],"count":2,"meta":{"data_version":"v1"}}"""
    );

    [TestCase("id,n\r\n1,1.50\r\n2,\r\n", ExpectedResult = null)]
    [TestCase("id,n\r\n1,1.50\r\n", ExpectedResult = "1 rows, but 2 as JSON")]
    [TestCase("n,id\r\n1.50,1\r\n,2\r\n", ExpectedResult = "the header row does not name the fields of the JSON in their order")]
    [TestCase("id,n\r\n1,1,50\r\n2,\r\n", ExpectedResult = "row 1 has 3 fields, the header row 2")]
    [TestCase("id,n\n1,1.50\n2,\n", ExpectedResult = "the body is no CSV with a header row")]
    [TestCase("", ExpectedResult = "the body is no CSV with a header row")]
    [TestCase("id,n\r\n1,9.99\r\n2,\r\n", ExpectedResult = "row 1 has another n than the JSON")]
    [TestCase("id,n\r\n1,1.50\r\n2,0\r\n", ExpectedResult = "row 2 has another n than the JSON")]
    public string? Csv_is_held_against_the_json(string body) => ListFormats.Fault(Replied(ListFormats.Csv, body), Json);

    /// <summary>A text that a spreadsheet would compute has a quote in front, a number never; what is nested is JSON, what is left out nothing.</summary>
    [TestCase("a,b,c,d,e\r\n'=1,-1,\"[1,2]\",true,x\r\n''@,2,{},false,\r\n", ExpectedResult = null)]
    [TestCase("a,b,c,d,e\r\n=1,-1,\"[1,2]\",true,x\r\n''@,2,{},false,\r\n", ExpectedResult = "row 1 has another a than the JSON")]
    [TestCase("a,b,c,d,e\r\n'=1,'-1,\"[1,2]\",true,x\r\n''@,2,{},false,\r\n", ExpectedResult = "row 1 has another b than the JSON")]
    [TestCase("a,b,c,d,e\r\n'=1,-1,\"[1,2]\",true,x\r\n'@,2,{},false,\r\n", ExpectedResult = "row 2 has another a than the JSON")]
    public string? Cells_of_csv_are_the_values(string body) =>
        ListFormats.Fault(
            Replied(ListFormats.Csv, body),
            Replied(Call.Json, """{"data":[{"a":"=1","b":-1,"c":[1,2],"d":true,"e":"x"},{"a":"'@","b":2,"c":{},"d":false}]}""")
        );

    [TestCase("{\"id\":\"1\",\"n\":1.50}\n{\"id\":\"2\",\"n\":null}\n{\"end\":true,\"count\":2}\n", ExpectedResult = null)]
    [TestCase("{\"id\":\"1\",\"n\":1.50}\n{\"id\":\"2\",\"n\":null}\n", ExpectedResult = "the last line is not the end of 1 rows")]
    [TestCase("{\"id\":\"1\",\"n\":1.50}\n{\"end\":true,\"count\":1}\n", ExpectedResult = "1 rows, but 2 as JSON")]
    [TestCase(
        "{\"id\":\"1\",\"n\":1.50}\n{\"id\":\"2\",\"n\":0}\n{\"end\":true,\"count\":2}\n",
        ExpectedResult = "line 2 differs from the row in JSON"
    )]
    [TestCase("{\"id\":\"1\"\n{\"end\":true,\"count\":1}\n", ExpectedResult = "line 1 is no JSON")]
    public string? Lines_are_held_against_the_json(string body) => ListFormats.Fault(Replied(ListFormats.NdJson, body), Json);

    [Test]
    public void A_list_of_another_snapshot_is_not_compared() =>
        Assert.That(
            ListFormats.Fault(
                Replied(ListFormats.Csv, "id,n\r\n") with
                {
                    Headers = new Dictionary<string, string> { ["C360-Data-Version"] = "v2" },
                },
                Json
            ),
            Is.Null
        );

    private static Reply Replied(string mediaType, string body) => new(200) { MediaType = mediaType, Body = Encoding.UTF8.GetBytes(body) };
}
