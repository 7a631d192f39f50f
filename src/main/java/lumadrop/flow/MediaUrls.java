package lumadrop.flow;

import java.net.URI;
import java.net.URISyntaxException;
import lumadrop.job.Media;

/**
 * Where a picture may be fetched from: the address that the upstream names, and those that one redirects to. Each is
 * checked as the first one is; that its name leads to the public Internet is seen to when it is resolved.
 */
final class MediaUrls {
    /** So many redirects are followed for one picture. */
    static final int MOST_REDIRECTS = 3;

    private final boolean anywhere;
    private final AllowedHosts hosts;

    /** @param anywhere whether {@code http} is allowed beside {@code https}, and addresses that are not public */
    MediaUrls(boolean anywhere, AllowedHosts hosts) {
        this.anywhere = anywhere;
        this.hosts = hosts;
    }

    /** @return the address, to the character, without a fragment */
    URI first(Media media) throws MediaFault {
        return checked(media.url(), "the picture's URL", media);
    }

    /**
     * @param from the address that answered with a redirect
     * @param location where it redirects to, as it says so; null where it does not
     * @param before how many redirects were followed up to there
     */
    URI next(URI from, String location, int before, Media media) throws MediaFault {
        if (before >= MOST_REDIRECTS) {
            throw MediaFault.content("redirected more than " + MOST_REDIRECTS + " times from " + media.shown());
        }
        if (location == null || location.isBlank()) {
            throw MediaFault.content("a redirect without an address, from " + media.shown());
        }
        try {
            return checked(from.resolve(new URI(location.strip())), "a redirect", media);
        } catch (URISyntaxException | IllegalArgumentException unreadable) {
            throw MediaFault.content("a redirect to what is no URL, from " + media.shown());
        }
    }

    private URI checked(URI url, String what, Media media) throws MediaFault {
        boolean https = "https".equalsIgnoreCase(url.getScheme());
        boolean http = "http".equalsIgnoreCase(url.getScheme());
        if (!https && !(http && anywhere)) {
            throw MediaFault.content(what + " is not https: " + media.shown());
        }
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            throw MediaFault.content(what + " names no host, or a user: " + media.shown());
        }
        String host = url.getHost();
        if (!hosts.allows(host)) {
            throw MediaFault.refused(what + " names the host " + host
                    + ", which is not among lumadrop.media.hosts; add it there if pictures may come from it: "
                    + media.shown());
        }
        // Of a name it is seen to when it is resolved; an address may be handed to a proxy as it is.
        if (!anywhere && !Literals.address(host).map(PublicAddresses::isPublic).orElse(true)) {
            throw MediaFault.refused(
                    what + " names " + host + ", which is not on the public Internet: " + media.shown());
        }
        return withoutFragment(url);
    }

    private static URI withoutFragment(URI url) {
        String text = url.toString();
        int mark = text.indexOf('#');
        return mark < 0 ? url : URI.create(text.substring(0, mark));
    }
}
