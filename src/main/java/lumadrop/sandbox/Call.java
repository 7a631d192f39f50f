package lumadrop.sandbox;

import io.vertx.core.MultiMap;
import java.util.Map;

/**
 * One request as it came in, the body of the message that a route starts with. Nothing of it becomes a Camel header.
 *
 * @param method in upper case
 * @param path as sent, without the query
 * @param pathParameters the named parts of the route's path
 * @param query the query's parameters
 * @param rawQuery the query as sent, or an empty text
 * @param headers as sent; names without case
 * @param body empty when there was none
 * @param tooLarge true when the body was longer than the double reads at all; {@code body} is then empty
 */
record Call(
        String method,
        String path,
        Map<String, String> pathParameters,
        MultiMap query,
        String rawQuery,
        MultiMap headers,
        byte[] body,
        boolean tooLarge) {

    String pathParameter(String name) {
        return pathParameters.getOrDefault(name, "");
    }

    /** The header's first value, or an empty text. */
    String header(String name) {
        String value = headers.get(name);
        return value == null ? "" : value;
    }
}
