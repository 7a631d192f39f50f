package lumadrop.sandbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything the double can do wrong or otherwise, by name.
 *
 * <p>The name is the constant's in lower case with hyphens. It is used in the setting {@code lumadrop.sandbox.oddities}
 * ({@code name}, {@code name:probability}), in {@code POST /sandbox/faults}, and in a prompt ({@code #sandbox:name}).
 * A number may follow a name as {@code name*N}. For a failing call it means: only the first N calls for this request
 * (none: every call). For the others its meaning stands in the description, and {@link #defaultNumber} is used without.
 */
public enum Oddity {
    API_401(Place.API, "every API call: 401, the key is refused"),
    API_402(Place.API, "every API call: 402, out of credit"),
    API_403(Place.API, "every API call: 403, the key may not"),
    API_503(Place.API, "every API call: 503, the upstream is down"),
    API_RESET(Place.API, "every API call: the connection is reset"),
    API_TIMEOUT(Place.API, "every API call: taken and never answered"),

    SUBMIT_400(Place.SUBMIT, "400 with {\"error\": text}"),
    SUBMIT_400_REJECTED(Place.SUBMIT, "400 'Generation rejected'"),
    SUBMIT_400_POLICY(Place.SUBMIT, "400 that names the content policy"),
    SUBMIT_400_CREDITS(Place.SUBMIT, "400 that names credits: out of credit in disguise"),
    SUBMIT_400_ERROR_OBJECT(Place.SUBMIT, "400 whose error is an object with JSON as text in its details"),
    SUBMIT_400_DETAIL(Place.SUBMIT, "400 whose words stand in 'detail'"),
    SUBMIT_401(Place.SUBMIT, "401, the key is refused"),
    SUBMIT_402(Place.SUBMIT, "402 'Insufficient credits'"),
    SUBMIT_403(Place.SUBMIT, "403, the key may not"),
    SUBMIT_404(Place.SUBMIT, "404 'model … does not exist'"),
    SUBMIT_413(Place.SUBMIT, "413, body too large"),
    SUBMIT_422(Place.SUBMIT, "422, a field is refused"),
    SUBMIT_429(Place.SUBMIT, "429 with the wait in the body (rate_limit.retry_after_ms)"),
    SUBMIT_429_SECONDS(Place.SUBMIT, "429 with Retry-After in seconds"),
    SUBMIT_429_DATE(Place.SUBMIT, "429 with Retry-After as a date"),
    SUBMIT_429_BARE(Place.SUBMIT, "429 that says nothing about the wait"),
    SUBMIT_429_NEGATIVE(Place.SUBMIT, "429 with a negative wait in body and header"),
    SUBMIT_429_HUGE(Place.SUBMIT, "429 with a wait of 10 years in body and header"),
    SUBMIT_500(Place.SUBMIT, "500, not accepted"),
    SUBMIT_500_ACCEPTED(Place.SUBMIT, "500, although accepted"),
    SUBMIT_500_BACKEND(Place.SUBMIT, "500 'Backend error (400)': the maker refused, nothing made"),
    SUBMIT_502(Place.SUBMIT, "502, not accepted"),
    SUBMIT_502_ACCEPTED(Place.SUBMIT, "502, although accepted"),
    SUBMIT_502_HTML(Place.SUBMIT, "502 as a proxy's HTML page, not accepted"),
    SUBMIT_503_CAPACITY(Place.SUBMIT, "503 'Upstream capacity temporarily exhausted', not accepted"),
    SUBMIT_503(Place.SUBMIT, "503 with another body, not accepted"),
    SUBMIT_503_ACCEPTED(Place.SUBMIT, "503 with another body, although accepted"),
    SUBMIT_503_RETRY_AFTER(Place.SUBMIT, "503 with Retry-After in seconds, not accepted"),
    SUBMIT_504(Place.SUBMIT, "504, not accepted"),
    SUBMIT_504_ACCEPTED(Place.SUBMIT, "504, although accepted"),
    SUBMIT_524(Place.SUBMIT, "524 as a proxy's HTML page, not accepted"),
    SUBMIT_524_ACCEPTED(Place.SUBMIT, "524 as a proxy's HTML page, although accepted"),
    SUBMIT_NOT_JSON(Place.SUBMIT, "200 that is no JSON, not accepted"),
    SUBMIT_NOT_JSON_ACCEPTED(Place.SUBMIT, "200 that is no JSON, although accepted"),
    SUBMIT_NO_ID(Place.SUBMIT, "200 without request_id, not accepted"),
    SUBMIT_NO_ID_ACCEPTED(Place.SUBMIT, "200 without request_id, although accepted"),
    SUBMIT_RESET(Place.SUBMIT, "connection reset before the answer, not accepted"),
    SUBMIT_RESET_ACCEPTED(Place.SUBMIT, "connection reset before the answer, although accepted"),
    SUBMIT_HANG_UP(Place.SUBMIT, "connection closed without an answer, not accepted"),
    SUBMIT_HANG_UP_ACCEPTED(Place.SUBMIT, "connection closed without an answer, although accepted"),
    SUBMIT_TIMEOUT(Place.SUBMIT, "never answered, not accepted"),
    SUBMIT_TIMEOUT_ACCEPTED(Place.SUBMIT, "never answered, although accepted"),
    SUBMIT_CUT_ACCEPTED(Place.SUBMIT, "the answer breaks off in its middle, although accepted"),
    SUBMIT_REDIRECT(Place.SUBMIT, "307 to the same address, not accepted"),

    SAYS_UPPER_CASE(Place.RECORD, "status in upper case"),
    SAYS_FINISHED(Place.RECORD, "success spelled 'finished'"),
    SAYS_COMPLETED(Place.RECORD, "success spelled 'completed'"),
    SAYS_SUCCEEDED(Place.RECORD, "success spelled 'succeeded'"),
    SAYS_DONE(Place.RECORD, "success spelled 'done'"),
    SAYS_CREATED(Place.RECORD, "in flight spelled 'created'"),
    SAYS_RUNNING(Place.RECORD, "in flight spelled 'running'"),
    SAYS_ERROR(Place.RECORD, "fails, spelled 'error'"),
    SAYS_CANCELLED(Place.RECORD, "ends as 'cancelled'"),
    SAYS_CANCELED(Place.RECORD, "ends as 'canceled'"),
    SAYS_UNKNOWN(Place.RECORD, "in flight spelled 'warming_up', then success"),
    SAYS_UNKNOWN_FOR_EVER(Place.RECORD, "status 'warming_up' for ever"),
    SAYS_NULL(Place.RECORD, 1, "status null in the first N answers"),
    SAYS_NUMBER(Place.RECORD, 1, "status a number in the first N answers"),
    SAYS_OTHERWISE_INSIDE(Place.RECORD, "outcome.status is another word than the record's status"),

    AT_ONCE(Place.RECORD, "final in the submit's own answer"),
    FROZEN(Place.RECORD, "stays queued for ever, updated_at never moving"),
    SLOW(Place.RECORD, 10, "takes N times as long"),
    ECHO_EMPTY(Place.RECORD, "the echoed payload is {} everywhere"),
    ECHO_ABSENT(Place.RECORD, "no payload is echoed"),
    UNKNOWN_KEYS(Place.RECORD, "keys nobody knows, at the top and in the outcome"),
    OUTCOME_NULL(Place.RECORD, "success with a null outcome, for ever"),
    OUTCOME_ABSENT(Place.RECORD, "success without an outcome, for ever"),
    NO_MEDIA(Place.RECORD, "success with an empty list of media, for ever"),
    NO_MEDIA_FIRST(Place.RECORD, 2, "success with an empty list of media in the first N answers"),
    NO_MEDIA_MODERATED(Place.RECORD, "success with an empty list and a message of moderation"),
    URLS_AS_STRINGS(Place.RECORD, "media_urls holds plain strings"),
    URLS_WITH_SIZE(Place.RECORD, "media_urls' objects have width and height"),
    URLS_IN_MEDIAS(Place.RECORD, "outcome.medias[].url"),
    URLS_IN_IMAGE_URL(Place.RECORD, "outcome.image_url"),
    URLS_IN_URL(Place.RECORD, "outcome.url"),
    THUMBNAIL_ONLY(Place.RECORD, "only outcome.thumbnail_image_url"),
    THUMBNAIL_BESIDE(Place.RECORD, "a thumbnail beside the picture, which is not one"),
    SEVERAL_MEDIA(Place.RECORD, 3, "N pictures"),

    FAILED(Place.RECORD, "failed, reason in error_message"),
    FAILED_ERROR(Place.RECORD, "failed, reason as text in error"),
    FAILED_ERROR_OBJECT(Place.RECORD, "failed, reason in error.details, itself JSON as text"),
    FAILED_OUTCOME_ERROR(Place.RECORD, "failed, reason in outcome.error"),
    FAILED_OUTCOME_MESSAGE(Place.RECORD, "failed, reason in outcome.message"),
    FAILED_REASON(Place.RECORD, "failed, reason in reason"),
    FAILED_MESSAGE(Place.RECORD, "failed, reason in message"),
    FAILED_NO_REASON(Place.RECORD, "failed, no reason given"),
    FAILED_CONTENT_MODERATED(Place.RECORD, "failed with the maker's word content_moderated"),
    FAILED_IMAGE_TOO_LARGE(Place.RECORD, "failed with the maker's word image_too_large"),
    FAILED_UNSUPPORTED_FORMAT(Place.RECORD, "failed with the maker's word unsupported_format"),
    FAILED_CORRUPT_INPUT(Place.RECORD, "failed with the maker's word corrupt_input"),
    FAILED_INVALID_REQUEST(Place.RECORD, "failed with the maker's word invalid_request"),
    FAILED_GENERATION_FAILED(Place.RECORD, "failed with the maker's word generation_failed"),
    FAILED_OUTPUT_NOT_FOUND(Place.RECORD, "failed with the maker's word output_not_found"),
    FAILED_RATE_LIMITED(Place.RECORD, "failed with the maker's word rate_limited"),
    FAILED_BUDGET_EXHAUSTED(Place.RECORD, "failed with the maker's word budget_exhausted"),
    MODERATED(Place.RECORD, "failed for moderation, reason in error_message"),
    MODERATED_ERROR(Place.RECORD, "failed for moderation, reason in error.message"),
    MODERATED_OUTCOME_ERROR(Place.RECORD, "failed for moderation, reason in outcome.error"),
    MODERATED_OUTCOME_MESSAGE(Place.RECORD, "failed for moderation, reason in outcome.message"),
    THROTTLED(Place.RECORD, 0, "failed at once naming a rate limit; only the first N of equal requests (0: each)"),
    THROTTLED_CAPACITY(Place.RECORD, 0, "the same, naming capacity and 'try again'"),
    THROTTLED_QUOTA(Place.RECORD, 0, "the same, naming a quota"),

    STATUS_401(Place.STATUS, "401, the key is refused"),
    STATUS_403(Place.STATUS, "403, the key may not"),
    STATUS_404(Place.STATUS, "404 for good"),
    STATUS_404_LAG(Place.STATUS, 2, "404 for the first N calls, then known"),
    STATUS_410(Place.STATUS, "410, gone"),
    STATUS_429(Place.STATUS, "429 with the wait in the body"),
    STATUS_429_SECONDS(Place.STATUS, "429 with Retry-After in seconds"),
    STATUS_500(Place.STATUS, "500"),
    STATUS_502_HTML(Place.STATUS, "502 as a proxy's HTML page"),
    STATUS_503(Place.STATUS, "503"),
    STATUS_504(Place.STATUS, "504"),
    STATUS_HTML(Place.STATUS, "200 with an HTML page"),
    STATUS_EMPTY(Place.STATUS, "200 with an empty body"),
    STATUS_NULL_ANSWER(Place.STATUS, "200 whose whole answer is null"),
    STATUS_CUT(Place.STATUS, "the answer breaks off in its middle"),
    STATUS_HUGE(Place.STATUS, "a valid answer of 40 MB"),
    STATUS_RESET(Place.STATUS, "connection reset"),
    STATUS_TIMEOUT(Place.STATUS, "never answered"),
    STATUS_REDIRECT(Place.STATUS, "302 to the same address"),

    LIST_403(Place.LIST, "403: the list is not open to this key"),
    LIST_404(Place.LIST, "404: there is no list"),
    LIST_429(Place.LIST, "429 with the wait in the body"),
    LIST_500(Place.LIST, "500"),
    LIST_HTML(Place.LIST, "200 with an HTML page"),
    LIST_CUT(Place.LIST, "the answer breaks off in its middle"),
    LIST_RESET(Place.LIST, "connection reset"),
    LIST_TIMEOUT(Place.LIST, "never answered"),
    LIST_SHORT_PAGES(Place.LIST_FORM, 3, "at most N items, whatever page_size says"),
    LIST_ASCENDING(Place.LIST_FORM, "oldest first"),
    LIST_UNSORTED(Place.LIST_FORM, "in no order"),
    LIST_NULL(Place.LIST_FORM, "requests is null"),
    LIST_EMPTY(Place.LIST_FORM, "requests is empty, total 0"),
    LIST_BARE_ARRAY(Place.LIST_FORM, "a bare array"),
    LIST_IN_DATA(Place.LIST_FORM, "under data"),
    LIST_IN_ITEMS(Place.LIST_FORM, "under items"),
    LIST_NO_TOTAL(Place.LIST_FORM, "without total"),
    LIST_ECHO_EMPTY(Place.LIST_FORM, "every item's payload is {}"),
    LIST_LACKS(Place.LIST_FORM, 2, "one request in N is missing, whatever total says"),
    LIST_LEAN(Place.LIST_FORM, "no item has an outcome or a reason"),
    LIST_STALE(Place.LIST_FORM, 60, "every item as it was N seconds ago"),
    LIST_THUMBNAILS(Place.LIST_FORM, "an outcome holds a thumbnail and no picture"),

    URL_EXPIRED_403(Place.RECORD, 1, "the URLs of the first N answers give 403; later answers have fresh ones"),
    URL_EXPIRED_404(Place.RECORD, 1, "the same with 404"),
    URL_EXPIRED_410(Place.RECORD, 1, "the same with 410"),
    URL_HOST_DOWN(Place.RECORD, "the media URL's host refuses connections"),
    URL_WRONG_ENDING(Place.RECORD, "the URL ends in the other format's ending"),
    URL_NO_ENDING(Place.RECORD, "the URL has no ending"),
    URL_SIGNED(Place.RECORD, "the URL has a query that looks like a signature, and works with exactly that"),
    MEDIA_403(Place.MEDIA, "403"),
    MEDIA_404(Place.MEDIA, "404"),
    MEDIA_410(Place.MEDIA, "410"),
    MEDIA_429(Place.MEDIA, "429 with Retry-After in seconds"),
    MEDIA_500(Place.MEDIA, "500"),
    MEDIA_503(Place.MEDIA, "503"),
    MEDIA_RESET(Place.MEDIA, "connection reset"),
    MEDIA_TIMEOUT(Place.MEDIA, "never answered"),
    MEDIA_CUT_SHORT(Place.MEDIA, "breaks off in its middle"),
    MEDIA_WRONG_LENGTH(Place.MEDIA, "announces 1000 bytes more than it sends"),
    MEDIA_NO_LENGTH(Place.MEDIA, "sent in chunks, no length announced"),
    MEDIA_EMPTY(Place.MEDIA, "200 with no bytes"),
    MEDIA_HTML(Place.MEDIA, "200 with an HTML page that calls itself a picture"),
    MEDIA_CORRUPT(Place.MEDIA, "a byte in the middle is flipped"),
    MEDIA_TRUNCATED(Place.MEDIA, "the picture ends in its middle, with the right length"),
    MEDIA_ENDLESS(Place.MEDIA, "never ends"),
    MEDIA_SLOW(Place.MEDIA, "ten bytes a second"),
    MEDIA_REDIRECT(Place.MEDIA, "302 to where the picture is"),
    MEDIA_REDIRECT_LOOP(Place.MEDIA, "302 to itself"),
    MEDIA_REDIRECT_ELSEWHERE(Place.MEDIA, "302 to the picture by another host name"),
    MEDIA_REDIRECT_PRIVATE(Place.MEDIA, "302 to a link-local address of cloud metadata"),
    MEDIA_WRONG_TYPE(Place.MEDIA, "the Content-Type names the other format"),
    MEDIA_BOMB(Place.MEDIA, "a small file that decodes to 900 million pixels"),

    UPLOAD_URL_500(Place.UPLOAD, "asking for an upload: 500"),
    UPLOAD_403(Place.UPLOAD, "the upload itself: 403"),
    UPLOAD_RESET(Place.UPLOAD, "the upload itself: connection reset"),

    CLOSES_IDLE(Place.CONNECTION, "20 ms after an answer its connection is closed without a word");

    private static final Map<String, Oddity> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Oddity::id, Function.identity()));

    private final Place place;
    private final int defaultNumber;
    private final String description;
    private final String id;

    Oddity(Place place, String description) {
        this(place, 0, description);
    }

    Oddity(Place place, int defaultNumber, String description) {
        this.place = place;
        this.defaultNumber = defaultNumber;
        this.description = description;
        this.id = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The stable name, such as {@code submit-429}. */
    public String id() {
        return id;
    }

    /** What it does, in one line. */
    public String description() {
        return description;
    }

    /** The N of {@code name*N} when none is given; 0 where a call fails every time. */
    public int defaultNumber() {
        return defaultNumber;
    }

    Place place() {
        return place;
    }

    /** The oddity of that name, in lower case with hyphens. */
    public static Optional<Oddity> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
