package lumadrop.api;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The addresses of the upstream's API. */
public final class Endpoints {
    private static final String PATH = "/api/v1/ie/requestqueue/apikey/";

    private final String root;

    /** @throws IllegalArgumentException if the base is no absolute http(s) URL with a host and without query */
    public Endpoints(URI base) {
        check(base);
        String text = base.toString();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        this.root = text + PATH;
    }

    /** Where a request is POSTed. */
    public URI requests() {
        return URI.create(root + "requests");
    }

    /** Where one request's status is. The id is the upstream's word, so it is never more than one part of the path. */
    public URI request(String requestId) {
        return URI.create(root + "requests/" + encoded(requestId));
    }

    /** Where the requests of a model are listed. */
    public URI requestsOf(String model) {
        return URI.create(root + "requests?model_id=" + encoded(model));
    }

    /** The same, asking for so many of them; one client was seen to ask so, and whether it is heard is not known. */
    public URI requestsOf(String model, int pageSize) {
        return URI.create(requestsOf(model) + "&page_size=" + pageSize);
    }

    /** Where the models are listed that are open to the key. */
    public URI models() {
        return URI.create(root + "models");
    }

    /** Where a place to upload a source image is asked for. */
    public URI uploadUrl() {
        return URI.create(root + "upload-url");
    }

    static void check(URI base) {
        boolean web = "https".equalsIgnoreCase(base.getScheme()) || "http".equalsIgnoreCase(base.getScheme());
        boolean bare = base.getRawUserInfo() == null && base.getRawQuery() == null && base.getRawFragment() == null;
        if (!web || base.getHost() == null || !bare) {
            // The text itself is left out: someone may have put a key or a password in it.
            throw new IllegalArgumentException(
                    "the API's base URL must be http(s)://host[:port], without user, query or fragment");
        }
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (letter || c == '-' || c == '_' || c == '.' || c == '~') {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format("%02X", (int) c));
            }
        }
        return encoded.toString();
    }
}
