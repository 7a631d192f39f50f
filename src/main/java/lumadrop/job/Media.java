package lumadrop.job;

import java.net.URI;

/**
 * One picture that the upstream offers for download.
 *
 * @param n 1 for the first picture of the request
 */
public record Media(int n, URI url) {
    /**
     * The URL without its query and fragment, which can be a signature, and without a user, which can be one with a
     * password: fit for manifests and logs.
     */
    public String shown() {
        return shown(url);
    }

    /** Any address of a picture, such as one that it was redirected to, made fit in the same way. */
    public static String shown(URI url) {
        String text = url.toString();
        int cut = text.length();
        for (char mark : new char[] {'?', '#'}) {
            int at = text.indexOf(mark);
            if (at >= 0 && at < cut) {
                cut = at;
            }
        }
        return text.substring(0, cut).replaceFirst("//[^/]*@", "//***@");
    }
}
