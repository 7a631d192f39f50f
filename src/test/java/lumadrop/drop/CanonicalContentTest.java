package lumadrop.drop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalContentTest {
    private static final DropReader READER = new DropReader(DropRules.defaults());
    private static final String FOX =
            "{\"prompt\": \"a fox\", \"aspect_ratio\": \"1:1\", \"name\": \"fox\", \"metadata\": {\"a\": \"1\", \"b\": \"2\"}}";

    private static String content(String json) throws DropFaults {
        return CanonicalContent.of(READER.read(json.getBytes(StandardCharsets.UTF_8), Form.JSON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF{ \"metadata\":{\"b\":\"2\",\"a\":\"1\"},\n\"name\":\"fox\",\"aspect_ratio\":\"1:1\",\"prompt\":\"a f\\u006fx\" }",
                "{\"prompt\": \"a fox\", \"aspect_ratio\": \"1:1\", \"name\": \"fox\", \"metadata\": {\"a\": \"1\", \"b\": \"2\"}, \"count\": 1}",
                "[{\"payload\": {\"prompt\": \"a fox\", \"aspect_ratio\": \"1:1\"}, \"name\": \"fox\", \"metadata\": {\"a\": \"1\", \"b\": \"2\"}}]",
                "{\"defaults\": {\"prompt\": \"a fox\", \"aspect_ratio\": \"1:1\", \"metadata\": {\"a\": \"1\"}}, \"jobs\": [{\"name\": \"fox\", \"metadata\": {\"b\": \"2\"}}]}",
                "{\"prompt\": \"a fox\", \"aspect_ratio\": \"1:1\", \"name\": \"fox\", \"metadata\": {\"a\": \"1\", \"b\": \"2\"}, \"idempotency_key\": \"k\"}"
            })
    void whatAsksForTheSameHasTheSameWhateverItsForm(String json) throws DropFaults {
        assertThat(content(json)).isEqualTo(content(FOX));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\": \"a fox \", \"aspect_ratio\": \"1:1\", \"name\": \"fox\", \"metadata\": {\"a\": \"1\", \"b\": \"2\"}}",
                "{\"prompt\": \"a fox\", \"name\": \"fox\", \"metadata\": {\"a\": \"1\", \"b\": \"2\"}}",
                "{\"prompt\": \"a fox\", \"aspect_ratio\": \"1:1\", \"metadata\": {\"a\": \"1\", \"b\": \"2\"}}",
                "{\"prompt\": \"a fox\", \"aspect_ratio\": \"1:1\", \"name\": \"fox\", \"metadata\": {\"a\": \"2\", \"b\": \"1\"}}",
                "{\"prompt\": \"a fox\", \"aspect_ratio\": \"1:1\", \"name\": \"fox\", \"metadata\": {\"a\": \"1\", \"b\": \"2\"}, \"count\": 2}",
                "{\"prompt\": \"a fox\", \"aspect_ratio\": \"1:1\", \"name\": \"fox\", \"metadata\": {\"a\": \"1\", \"b\": \"2\"}, \"custom_id\": \"c\"}",
                "{\"prompt\": \"a fox\", \"aspect_ratio\": \"1:1\", \"name\": \"fox\", \"metadata\": {\"a\": \"1\", \"b\": \"2\"}, \"image\": \"https://example.com/a\"}",
                "{\"prompt\": \"a fox\", \"aspect_ratio\": \"1:1\", \"name\": \"fox\", \"metadata\": {\"a\": \"1\", \"b\": \"2\"}, \"failed\": [{\"job\": \"d-1\"}]}",
                "{\"defaults\": {\"output_name\": \"{n}\"}, \"jobs\": [{\"prompt\": \"a fox\", \"aspect_ratio\": \"1:1\", \"name\": \"fox\", \"metadata\": {\"a\": \"1\", \"b\": \"2\"}}]}",
                "[{\"prompt\": \"a fox\", \"aspect_ratio\": \"1:1\", \"name\": \"fox\", \"metadata\": {\"a\": \"1\", \"b\": \"2\"}}, {\"prompt\": \"b\"}]"
            })
    void whatAsksForAnythingElseHasAnother(String json) throws DropFaults {
        assertThat(content(json)).isNotEqualTo(content(FOX));
    }
}
