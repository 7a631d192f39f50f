package lumadrop.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.function.Supplier;

/** The outcome of a success: where its pictures are, in every form that is known. */
final class Outcomes {

    private final Supplier<URI> base;
    private final PictureFormat format;

    /** The base is known only once the server listens. */
    Outcomes(Supplier<URI> base, PictureFormat format) {
        this.base = base;
        this.format = format;
    }

    /** Writes the outcome into the record; {@code shown} is how many answers showed it before. */
    void write(Generation generation, int shown, ObjectNode record) {
        if (generation.is(Oddity.OUTCOME_NULL)) {
            return;
        }
        if (generation.is(Oddity.OUTCOME_ABSENT)) {
            record.remove("outcome");
            return;
        }
        ObjectNode outcome = JsonNodeFactory.instance.objectNode();
        record.set("outcome", outcome);
        if (generation.is(Oddity.SAYS_OTHERWISE_INSIDE)) {
            outcome.put("status", "pending_review");
        }
        if (generation.is(Oddity.UNKNOWN_KEYS)) {
            outcome.put("gpu_seconds", 28.4)
                    .set("trace", JsonNodeFactory.instance.objectNode().put("url", "x"));
        }
        if (generation.is(Oddity.NO_MEDIA_MODERATED)) {
            outcome.put("message", "The output was withheld by content moderation")
                    .putArray("media_urls");
        } else if (generation.is(Oddity.NO_MEDIA)
                || (generation.is(Oddity.NO_MEDIA_FIRST) && shown < generation.number(Oddity.NO_MEDIA_FIRST))) {
            outcome.putArray("media_urls");
        } else {
            media(generation, shown, outcome);
        }
    }

    private void media(Generation generation, int shown, ObjectNode outcome) {
        if (generation.is(Oddity.THUMBNAIL_ONLY) || generation.is(Oddity.THUMBNAIL_BESIDE)) {
            outcome.put("thumbnail_image_url", url(generation, -1, shown));
        }
        if (generation.is(Oddity.THUMBNAIL_ONLY)) {
            return;
        }
        if (generation.is(Oddity.URLS_IN_IMAGE_URL)) {
            outcome.put("image_url", url(generation, 0, shown));
            return;
        }
        if (generation.is(Oddity.URLS_IN_URL)) {
            outcome.put("url", url(generation, 0, shown));
            return;
        }
        ArrayNode list = outcome.putArray(generation.is(Oddity.URLS_IN_MEDIAS) ? "medias" : "media_urls");
        for (int index = 0; index < generation.pictures(); index++) {
            String url = url(generation, index, shown);
            if (generation.is(Oddity.URLS_AS_STRINGS)) {
                list.add(url);
            } else {
                ObjectNode entry =
                        list.addObject().put("id", String.valueOf(index)).put("url", url);
                if (generation.is(Oddity.URLS_WITH_SIZE)) {
                    entry.put("width", 2048).put("height", 2048);
                }
            }
        }
    }

    PictureFormat format(Generation generation) {
        return format.settled(generation.identity());
    }

    private String url(Generation generation, int index, int shown) {
        PictureFormat named =
                generation.is(Oddity.URL_WRONG_ENDING) ? format(generation).other() : format(generation);
        String host = generation.is(Oddity.URL_HOST_DOWN)
                ? "http://127.0.0.1:1"
                : base.get().toString();
        String ending = generation.is(Oddity.URL_NO_ENDING) ? "" : "." + named.ending();
        String name = index < 0 ? "thumbnail" : String.valueOf(index);
        return host + "/media/" + generation.id() + "/" + name + ending + query(generation, shown);
    }

    /** A query only where it means something: the vendor's own URLs have none. */
    private static String query(Generation generation, int shown) {
        if (generation.is(Oddity.URL_SIGNED)) {
            return "?" + signature(generation);
        }
        boolean expires = generation.is(Oddity.URL_EXPIRED_403)
                || generation.is(Oddity.URL_EXPIRED_404)
                || generation.is(Oddity.URL_EXPIRED_410);
        return expires ? "?issue=" + shown : "";
    }

    /** Holds what careless clients decode or encode once more. */
    static String signature(Generation generation) {
        return "X-Goog-Expires=3600&X-Goog-Signature=" + Seeds.hash(generation.id()) + "%2Bab%3D%3D%2Fc+d&x=%20";
    }
}
