package lumadrop.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class DropTemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDateTime TIME = LocalDateTime.parse("2026-11-25T02:30:00");

    @Test
    void dateAndTimeAreFilledIntoNamePromptAndKeyAndNothingElse() throws IOException {
        JsonNode job = fill("""
            {"name": "n-{date}-{time}", "prompt": "{date} {date} at {time}, {day}", "custom_id": "{date}",
             "image": "https://h/{date}.png", "idempotency_key": "mine-{date}", "metadata": {"name": "{date}", "prompt": "{time}"}, "count": 2}\
            """);
        assertThat(job).isEqualTo(JSON.readTree("""
            {"name": "n-2026-11-25-0230", "prompt": "2026-11-25 2026-11-25 at 0230, {day}", "custom_id": "{date}",
             "image": "https://h/{date}.png", "idempotency_key": "mine-2026-11-25", "metadata": {"name": "{date}", "prompt": "{time}"}, "count": 2}\
            """));
    }

    @Test
    void everyFormOfADropIsFilled() throws IOException {
        assertThat(fill("[{\"prompt\": \"{date}\"}, {\"prompt\": \"{time}\"}]"))
                .isEqualTo(
                        JSON.readTree(
                                "{\"idempotency_key\": \"key\", \"jobs\": [{\"prompt\": \"2026-11-25\"}, {\"prompt\": \"0230\"}]}"));
        assertThat(fill("{\"model\": \"m\", \"payload\": {\"prompt\": \"{date}\", \"image\": \"{date}\"}}"))
                .isEqualTo(
                        JSON.readTree(
                                "{\"model\": \"m\", \"payload\": {\"prompt\": \"2026-11-25\", \"image\": \"{date}\"}, \"idempotency_key\": \"key\"}"));
        assertThat(fill("{\"defaults\": {\"name\": \"{date}\"}, \"jobs\": [{\"prompt\": \"{time}\"}]}"))
                .isEqualTo(
                        JSON.readTree("{\"defaults\": {\"name\": \"2026-11-25\"}, \"jobs\": [{\"prompt\": \"0230\"}],"
                                + " \"idempotency_key\": \"key\"}"));
    }

    @Test
    void whatIsNoTextStaysForIntakeToRefuse() throws IOException {
        assertThat(fill("{\"name\": 5, \"prompt\": null, \"idempotency_key\": 1}"))
                .isEqualTo(JSON.readTree("{\"name\": 5, \"prompt\": null, \"idempotency_key\": 1}"));
        assertThat(fill("[]")).isEqualTo(JSON.readTree("[]"));
    }

    @Test
    void theTemplateItselfStays() throws IOException {
        JsonNode drop = JSON.readTree("{\"prompt\": \"{date}\"}");
        DropTemplate.fill(drop, TIME, "key");
        assertThat(drop.path("prompt").textValue()).isEqualTo("{date}");
    }

    private static JsonNode fill(String drop) throws IOException {
        return JSON.readTree(DropTemplate.fill(JSON.readTree(drop), TIME, "key"));
    }
}
