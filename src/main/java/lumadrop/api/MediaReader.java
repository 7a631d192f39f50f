package lumadrop.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lumadrop.job.Media;

/**
 * Finds the pictures in an outcome: the first known place that has a usable URL, all of that place, none twice. Looks
 * nowhere else: a record also holds URLs of the source image, and echoes of what was asked.
 */
final class MediaReader {
    private static final List<String> PLACES = List.of("media_urls", "medias", "image_url", "url");

    /** A list of more entries than this is not looked through. */
    private static final int MAX_LOOKED_AT = 1_000;

    private final int maxMedia;

    MediaReader(int maxMedia) {
        this.maxMedia = maxMedia;
    }

    /**
     * @param media at most the reader's limit
     * @param more how many usable URLs stood beyond the limit
     * @param unusable what stood where a URL should: relative, of another scheme, no text
     */
    record Found(List<Media> media, int more, List<String> unusable) {}

    /** @param finished whether this is the whole record of a success: else a thumbnail is a preview, not the picture */
    Found read(JsonNode outcome, boolean finished) {
        List<String> unusable = new ArrayList<>();
        for (String place : PLACES) {
            Set<URI> urls = urls(outcome.path(place), unusable);
            if (!urls.isEmpty()) {
                return found(urls, unusable);
            }
        }
        // A thumbnail must never stand in for a picture that is there and merely cannot be read.
        Set<URI> last = finished && unusable.isEmpty() ? urls(outcome.path("thumbnail_image_url"), unusable) : Set.of();
        return found(last, unusable);
    }

    private Found found(Set<URI> urls, List<String> unusable) {
        List<Media> media = new ArrayList<>();
        for (URI url : urls) {
            if (media.size() < maxMedia) {
                media.add(new Media(media.size() + 1, url));
            }
        }
        return new Found(media, urls.size() - media.size(), unusable);
    }

    private static Set<URI> urls(JsonNode place, List<String> unusable) {
        Set<URI> urls = new LinkedHashSet<>();
        if (place.isArray()) {
            for (int i = 0; i < place.size() && i < MAX_LOOKED_AT; i++) {
                add(place.get(i), urls, unusable);
            }
        } else if (!place.isMissingNode() && !place.isNull()) {
            add(place, urls, unusable);
        }
        return urls;
    }

    private static void add(JsonNode entry, Set<URI> urls, List<String> unusable) {
        JsonNode url = entry.isObject() ? entry.path("url") : entry;
        Optional<URI> usable = url.isTextual() ? LenientUri.of(url.textValue()) : Optional.empty();
        usable.ifPresentOrElse(urls::add, () -> unusable.add(shown(url)));
    }

    /** Without the query, which can be a signature, and without the body of a data URI. */
    private static String shown(JsonNode url) {
        if (!url.isTextual()) {
            return url.isMissingNode() ? "an entry without a URL" : "no text but " + url.getNodeType();
        }
        String text = url.textValue().strip();
        int query = text.indexOf('?');
        String bare = query < 0 ? text : text.substring(0, query);
        return '"' + (bare.length() > 80 ? bare.substring(0, 80) + "…" : bare) + '"';
    }
}
