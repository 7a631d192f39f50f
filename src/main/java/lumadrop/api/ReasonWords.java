package lumadrop.api;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lumadrop.job.ReasonClass;

/**
 * Tells from the words of a refusal what kind it is. Whole words only ({@code unsafe_url} is about a URL); underscores
 * and humps of {@code camelCase} part words. The order matters: content that is refused stays refused whatever else is
 * said, and an image that cannot be fetched is not cured by the 'try again' behind it.
 */
final class ReasonWords {
    /** More is not read: a reason that hides behind this many words is none. */
    private static final int READ = 4_000;

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final Pattern MODERATED = words(
            "moderated|moderation|moderator|safety|nsfw|inappropriate|sexual|flagged",
            "content filter(ed|ing|s)?|prohibited content|unsafe (content|image|input|prompt)|community guidelines",
            "(?<!\\bcase )sensitive",
            "(?<!\\b(limit|limiting|limits|retry|retention|caching|cache|cors|quota|backoff|network) )polic(y|ies)");

    private static final Pattern CONTENT = words("moderated|moderation|content polic(y|ies)|safety|nsfw");

    /** What a model says in place of a picture that it will not draw. */
    private static final Pattern DECLINED = words(
            "cannot|can t|can not|unable to|not able to|won t|will not|refus\\w+|declin\\w+|sorry",
            "not allowed|not permitted|against|blocked|violat\\w+|rejected|disallowed|prohibited");

    private static final Pattern IMAGE = words(
            "image too large|image is too (large|big)|unsupported (image )?format|corrupt(ed)? (input|image)",
            "invalid (source |input )?image( url| format| data)?|(invalid|unsafe|bad) url",
            "image (is )?(not found|unreachable|inaccessible|corrupt|corrupted)");
    private static final String FETCH = "(fetch|download|load|decod|read|open|retriev|access|reach|pars)\\w*";
    private static final String NOT_DONE =
            "(could not|couldn t|cannot|can not|can t|failed to|unable to|failed|failure|error|not|timed out)";
    private static final Pattern FETCH_FAILED =
            words(NOT_DONE + "( be)?( \\w+){0,2} " + FETCH, FETCH + "( \\w+){0,5} (failed|failure|error|timed out)");
    private static final Pattern SOURCE = words("image|images|picture|photo|url|input");
    private static final Pattern NOT_SOURCE = words("generated|output|outputs|result|results|model|upload");

    private static final Pattern CREDIT = words(
            "(?<!\\b(photo|image|film|movie|closing|opening|end|title|full) )credits?",
            "(?<!\\b(white|color|colour|tone|tonal|load|visual) )balance",
            "insufficient funds|payment required|entitle(d|ment|ments)");
    private static final String LACK = "(insufficient|enough|out of|low|exhausted|depleted|exceeded|zero|negative"
            + "|required?|requires|lack|lacks|lacking|empty|used up|expired|ran out|run out)";
    private static final Pattern CREDIT_SPENT = words(
            LACK + "( \\w+){0,3} (credits?|balance|funds)",
            "(credits?|balance|funds)( \\w+){0,4} " + LACK,
            "payment required");

    private static final Pattern CAPACITY = words("capacity");
    private static final Pattern THROTTLE = words(
            "rate limit(s|ed|ing)?|ratelimit(ed|ing)?|too many requests|rpm|tpm|quotas?|capacity",
            "throttl\\w+|overloaded|budget exhausted|(error|status|code|http) 429");
    private static final Pattern TRY_AGAIN = words("try again|retry later|retry after");
    private static final Pattern INVALID = words(
            "invalid (request|parameters?|arguments?|values?|fields?|prompt|payload|body|json|aspect ratio)",
            "validation|unprocessable|bad request|(missing|required) (required |parameter )?field",
            "unsupported (aspect|aspect ratio|parameter)");
    private static final Pattern NO_OUTPUT =
            words("output not found|no output|no images? (was |were )?(generated|produced|returned)");
    private static final Pattern FAILED = words("generation failed|internal (server )?error");

    /** A 4xx of the model's maker, which the upstream passes on in words. */
    private static final Pattern BACKEND = Pattern.compile("(?i)backend error \\(4(\\d\\d)\\)");

    private ReasonWords() {}

    /** The class that the words of an ended request name; empty where they name none. */
    static Optional<ReasonClass> of(String said) {
        String text = plain(said);
        if (MODERATED.matcher(text).find()) {
            return Optional.of(ReasonClass.MODERATED);
        }
        if (isAboutImage(text)) {
            return Optional.of(ReasonClass.IMAGE_UNREACHABLE);
        }
        if (CREDIT.matcher(text).find()) {
            return Optional.of(ReasonClass.ACCOUNT);
        }
        if (THROTTLE.matcher(text).find()) {
            return Optional.of(ReasonClass.RATE_LIMITED);
        }
        if (INVALID.matcher(text).find()) {
            return Optional.of(ReasonClass.INVALID);
        }
        if (TRY_AGAIN.matcher(text).find()) {
            return Optional.of(ReasonClass.RATE_LIMITED);
        }
        if (NO_OUTPUT.matcher(text).find()) {
            return Optional.of(ReasonClass.NO_OUTPUT);
        }
        return FAILED.matcher(text).find() ? Optional.of(ReasonClass.UPSTREAM_FAILED) : Optional.empty();
    }

    /** The class of a request that was refused by HTTP status: whatever the words, no other POST of it fares better. */
    static ReasonClass ofRefusal(String said) {
        return of(said).filter(found -> found == ReasonClass.MODERATED || found == ReasonClass.IMAGE_UNREACHABLE)
                .orElse(ReasonClass.INVALID);
    }

    /**
     * The class of a success that brought words in place of a picture: a refusal in words, an image that could not be
     * read, or {@code NO_OUTPUT}, which promises nothing.
     */
    static ReasonClass ofEmptySuccess(String said) {
        Optional<ReasonClass> named =
                of(said).filter(found -> found == ReasonClass.MODERATED || found == ReasonClass.IMAGE_UNREACHABLE);
        return named.orElseGet(
                () -> DECLINED.matcher(plain(said)).find() ? ReasonClass.MODERATED : ReasonClass.NO_OUTPUT);
    }

    /** The class of a 4xx of the model's maker, as the upstream tells of it; empty where it tells of none. */
    static Optional<ReasonClass> ofBackend(String said) {
        Matcher backend = BACKEND.matcher(said);
        if (!backend.find()) {
            return Optional.empty();
        }
        String code = backend.group(1);
        ReasonClass byCode = switch (code) {
            case "00", "13", "15", "22" -> ReasonClass.INVALID;
            case "29" -> ReasonClass.RATE_LIMITED;
            default -> ReasonClass.UPSTREAM_FAILED;
        };
        // Credit is the vendor's credit at the maker here, not ours: it passes.
        return Optional.of(of(said).map(found -> found == ReasonClass.ACCOUNT ? ReasonClass.RATE_LIMITED : found)
                .orElse(byCode));
    }

    /** Names credit, balance or entitlement: enough where the HTTP status says that nothing was accepted. */
    static boolean nameCredit(String said) {
        return CREDIT.matcher(plain(said)).find();
    }

    /** Says that credit is spent: needed where a mistake could lead to a second paid picture. */
    static boolean sayCreditIsSpent(String said) {
        return CREDIT_SPENT.matcher(plain(said)).find();
    }

    static boolean nameCapacity(String said) {
        return CAPACITY.matcher(plain(said)).find();
    }

    /** Speaks of content so clearly that even a 403 is not about the key; 'policy' alone can be an organisation's. */
    static boolean nameContent(String said) {
        return CONTENT.matcher(plain(said)).find();
    }

    private static boolean isAboutImage(String text) {
        return IMAGE.matcher(text).find()
                || FETCH_FAILED.matcher(text).find()
                        && SOURCE.matcher(text).find()
                        && !NOT_SOURCE.matcher(text).find();
    }

    private static String plain(String said) {
        String read = said.substring(0, Math.min(said.length(), READ));
        String parted = HUMP.matcher(read).replaceAll(" ");
        return BETWEEN.matcher(parted.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }

    private static Pattern words(String... alternatives) {
        return Pattern.compile("\\b(" + String.join("|", alternatives) + ")\\b");
    }
}
