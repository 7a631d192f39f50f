package lumadrop.api;

import java.nio.charset.StandardCharsets;

/**
 * The kinds of file that the upstream offers a place for. The content type is part of the signature: the PUT must send
 * it exactly, also the irregular {@code image/jpg}, else it is answered 403 (three clients saw it live).
 */
public enum UploadType {
    PNG("png"),
    JPG("jpg"),
    JPEG("jpeg");

    private final String word;

    UploadType(String word) {
        this.word = word;
    }

    /** The {@code Content-Type} of the PUT. */
    public String contentType() {
        return "image/" + word;
    }

    /** The body of the POST that asks for a place: {@code {"file_type":"png"}}. */
    public byte[] body() {
        return ("{\"file_type\":\"" + word + "\"}").getBytes(StandardCharsets.UTF_8);
    }
}
