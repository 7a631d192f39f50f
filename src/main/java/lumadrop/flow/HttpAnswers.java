package lumadrop.flow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import lumadrop.api.HttpAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Reads what camel-http has received, up to a limit: no answer of the API is as long as that. */
final class HttpAnswers {
    private static final int LIMIT = 4 << 20;

    private HttpAnswers() {}

    static HttpAnswer read(Exchange exchange, Clock clock) throws IOException {
        Message message = exchange.getMessage();
        InputStream body = message.getBody(InputStream.class);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean truncated = false;
        if (body != null) {
            byte[] buffer = new byte[16 << 10];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                bytes.write(buffer, 0, count);
                if (bytes.size() > LIMIT) {
                    truncated = true;
                    break;
                }
            }
            body.close();
        }
        return new HttpAnswer(status(exchange), headers(message), bytes.toByteArray(), truncated, clock.instant());
    }

    static int status(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    }

    private static Map<String, String> headers(Message message) {
        Map<String, String> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> headers.put(name, value == null ? null : value.toString()));
        return headers;
    }
}
