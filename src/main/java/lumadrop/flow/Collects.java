package lumadrop.flow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lumadrop.job.Job;
import lumadrop.job.Media;
import lumadrop.job.Picture;
import lumadrop.job.Reason;
import lumadrop.job.ReasonClass;
import lumadrop.job.Request;
import lumadrop.pace.Backoff;
import lumadrop.pace.Pace;
import lumadrop.picture.BadPicture;
import lumadrop.picture.PictureStore;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps around a download. Each media URL is an exchange of its own; what they came to together is left in the
 * exchange property {@code answer}: {@code collected}, {@code expired}, {@code refused}, or {@code not-yet}.
 */
public final class Collects {
    private static final Logger LOG = LoggerFactory.getLogger(Collects.class);

    /** The exchange property that says whether the picture is still to be asked for, at its first address or the next. */
    private static final String TO_ASK = "toAsk";

    /** Ends the reason of a job whose turn depends on its host; one that answers, and be it 403, is not down. */
    private static final String HOST_FAILS = "; its host fails for now";

    private final PictureStore store;
    private final Disks disks;
    private final Path output;
    private final Clock clock;
    private final Backoff backoff;
    private final Pace pace;
    private final int tries;
    private final MediaUrls urls;
    private final MediaHosts hosts;

    /**
     * @param disks told of what could not be written
     * @param output where the store's pictures are
     * @param tries how often a picture whose content is bad is fetched before its job fails
     */
    Collects(
            PictureStore store,
            Disks disks,
            Path output,
            Clock clock,
            Backoff backoff,
            Pace pace,
            int tries,
            MediaUrls urls,
            MediaHosts hosts) {
        this.store = store;
        this.disks = disks;
        this.output = output;
        this.clock = clock;
        this.backoff = backoff;
        this.pace = pace;
        this.tries = tries;
        this.urls = urls;
        this.hosts = hosts;
    }

    /** The pictures that the request offers. */
    public List<Media> media(Exchange exchange) {
        exchange.setProperty(Answering.PROPERTY, "collected");
        exchange.setProperty(Download.PROPERTY, new Download());
        Hand hand = Hand.of(exchange);
        hand.wentWell();
        return hand.job().request().media();
    }

    /** Takes up one of the pictures. */
    public void begin(Exchange exchange) throws MediaFault {
        Media media = exchange.getIn().getBody(Media.class);
        Download.of(exchange).begin(media, urls.first(media));
        exchange.setProperty(TO_ASK, true);
    }

    /** Says where the picture is. */
    public void request(Exchange exchange) throws HostDown {
        Download download = Download.of(exchange);
        hosts.ask(download.address());
        exchange.getIn().setBody(null);
        exchange.getIn().setHeader(Exchange.HTTP_URI, download.address().toString());
        download.ask();
    }

    /**
     * Streams the picture to the disk, checks it, and publishes it; leaves its path in the body, for the hook. After a
     * redirect the picture is still to be asked for.
     */
    public void receive(Exchange exchange) throws IOException, BadPicture, MediaFault, DiskFault {
        Download download = Download.of(exchange);
        download.answered();
        Media media = download.media();
        int status = HttpAnswers.status(exchange);
        long announced = exchange.getMessage().getHeader("Content-Length", -1L, Long.class);
        try (InputStream body = exchange.getMessage().getBody(InputStream.class)) { // else its connection stays leased
            if (isRedirect(status)) {
                String location = exchange.getMessage().getHeader("Location", String.class);
                hosts.answered(download.address());
                download.redirectedTo(urls.next(download.address(), location, download.redirects(), media));
                return;
            }
            if (status != 200) {
                throw MediaFault.status(status, download.address());
            }
            Hand hand = Hand.of(exchange);
            Job job = hand.job();
            InputStream bytes = body == null ? InputStream.nullInputStream() : hosts.atLeastRate(body);
            Picture picture = store(job, media, bytes, announced);
            hand.picture(picture);
            exchange.setProperty("picture", picture);
            exchange.getIn().setBody(output.resolve(picture.file()));
            hosts.answered(download.address());
            download.end();
            exchange.setProperty(TO_ASK, false);
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private Picture store(Job job, Media media, InputStream bytes, long announced) throws BadPicture, DiskFault {
        try {
            return store.store(job.output(), media.n(), job.request().media().size(), media, bytes, announced);
        } catch (IOException e) { // the network's are bad pictures here
            throw new DiskFault(e);
        }
    }

    /** One of the downloads failed. */
    public void trouble(Exchange exchange) {
        Exception cause = met(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class));
        Hand hand = Hand.of(exchange);
        hand.forgetPictures();
        Download download = Download.of(exchange);
        boolean hostFailed = isOfTheHost(download, cause);
        if (hostFailed) {
            hosts.failed(download.address(), cause);
        } else if (download.isToAsk() && (cause instanceof MediaFault || cause instanceof BadPicture)) {
            hosts.answered(download.address());
        }
        if (cause instanceof DiskFault fault) {
            diskFault(exchange, hand, fault);
        } else if (cause instanceof HostDown down) {
            later(exchange, hand, down);
        } else if (cause instanceof PublicAddresses.NotPublic
                || cause instanceof MediaFault fault && fault.kind() == MediaFault.Kind.REFUSED) {
            refuse(exchange, hand, cause.getMessage());
        } else if (cause instanceof BadPicture bad) {
            badPicture(exchange, hand, bad, hostFailed);
        } else if (cause instanceof MediaFault fault && fault.kind() == MediaFault.Kind.EXPIRED) {
            expired(exchange, hand, fault);
        } else if (cause instanceof MediaFault fault && fault.kind() == MediaFault.Kind.CONTENT) {
            badContent(exchange, hand, fault.getMessage(), true);
        } else {
            notYet(exchange, hand, cause, hostFailed);
        }
    }

    /** Whether the media host or the way to it failed, rather than the picture or our own disk. */
    private static boolean isOfTheHost(Download download, Exception cause) {
        return cause instanceof MediaFault fault && fault.kind() == MediaFault.Kind.LATER
                || cause instanceof BadPicture bad && bad.kind() == BadPicture.Kind.INTERRUPTED
                || cause instanceof IOException && !(cause instanceof PublicAddresses.NotPublic) && download.isAsked();
    }

    /** The host is known to fail: nothing was tried. A job that has named a time for that says once that it waits. */
    private static void later(Exchange exchange, Hand hand, HostDown down) {
        exchange.setProperty(Answering.PROPERTY, "not-yet");
        Job held = hand.held();
        Reason reason = held.reason();
        hand.next(held).dueAt(down.until());
        if (held.troubles() > 0 && reason != null && !reason.text().endsWith(HOST_FAILS)) {
            hand.because(new Reason(reason.reasonClass(), reason.text() + HOST_FAILS))
                    .awaits(down.host());
        }
    }

    private static void refuse(Exchange exchange, Hand hand, String text) {
        exchange.setProperty(Answering.PROPERTY, "refused");
        hand.because(new Reason(ReasonClass.MEDIA_BAD, text));
    }

    /** What really happened: the splitter wraps what one of its parts met into an exception of its own. */
    private static Exception met(Exception caught) {
        return caught instanceof CamelExchangeException && caught.getCause() instanceof Exception cause
                ? cause
                : caught;
    }

    private void badPicture(Exchange exchange, Hand hand, BadPicture bad, boolean hostFailed) {
        if (bad.kind() == BadPicture.Kind.INTERRUPTED) {
            discard(bad);
            notYet(exchange, hand, bad, hostFailed);
            return;
        }
        boolean last = badContent(exchange, hand, bad.text(), bad.kind().isPassing());
        if (!last) {
            discard(bad);
            return;
        }
        Media media = Download.of(exchange).media();
        int n = media == null ? 1 : media.n();
        int of = hand.job().request().media().size();
        try {
            Optional<Path> kept = store.keep(bad, hand.job().output(), Math.min(n, of), of);
            kept.ifPresent(file -> hand.because(new Reason(
                    ReasonClass.MEDIA_BAD,
                    bad.text() + "; what came is kept as " + file.getFileName() + " in failed/")));
        } catch (IOException e) { // it is paid for: it fails when it can be kept
            discard(bad);
            diskFault(exchange, hand, new DiskFault(e));
        }
    }

    private void discard(BadPicture bad) {
        try {
            store.discard(bad);
        } catch (IOException e) {
            LOG.debug("What came of a bad picture is left to the sweep", e);
        }
    }

    /** Our own disk: where nothing at all can be written, that is no trouble of this job's, and the brake waits for it. */
    private void diskFault(Exchange exchange, Hand hand, DiskFault fault) {
        if (!disks.standStillFor(fault)) {
            notYet(exchange, hand, fault, false);
            return;
        }
        Job held = hand.held();
        exchange.setProperty(Answering.PROPERTY, "not-yet");
        hand.next(hand.job().withCounts(held.attempts(), held.troubles()).withReason(held.reason()));
        hand.dueAt(clock.instant());
    }

    /** @return whether this was the last try */
    private boolean badContent(Exchange exchange, Hand hand, String text, boolean passing) {
        Reason reason = new Reason(ReasonClass.MEDIA_BAD, text);
        Job held = hand.held();
        int before = isContentFault(held.reason()) ? held.troubles() : 0;
        if (!passing || before + 1 >= tries) {
            exchange.setProperty(Answering.PROPERTY, "refused");
            hand.because(reason);
            return true;
        }
        exchange.setProperty(Answering.PROPERTY, "not-yet");
        hand.next(hand.job().withCounts(held.attempts(), before));
        hand.trouble(reason, clock.instant(), backoff.after(before));
        return false;
    }

    /** Whether what came was bad, rather than that nothing came. */
    static boolean isContentFault(Reason reason) {
        return reason != null && reason.reasonClass() == ReasonClass.MEDIA_BAD;
    }

    /** A fresh URL may do: the request is asked after once more. */
    private void expired(Exchange exchange, Hand hand, MediaFault fault) {
        boolean last = badContent(exchange, hand, fault.getMessage(), true);
        if (!last) {
            exchange.setProperty(Answering.PROPERTY, "expired");
            Request request = hand.job().request();
            hand.next(hand.job().withRequest(request.ended(null)));
        }
    }

    /** The host, the network or our own disk: nothing is wrong with the picture, and it is paid for. */
    private void notYet(Exchange exchange, Hand hand, Exception cause, boolean hostFailed) {
        Instant now = clock.instant();
        Job held = hand.held();
        Reason reason = new Reason(ReasonClass.UPSTREAM_FAILED, "not collected yet: " + words(cause));
        boolean givenUp = hostFailed && pace.isGivenUp(held.request(), now);
        if (givenUp) {
            exchange.setProperty(Answering.PROPERTY, "refused");
            hand.because(new Reason(ReasonClass.MEDIA_BAD, reason.text()));
        } else {
            exchange.setProperty(Answering.PROPERTY, "not-yet");
            hand.next(hand.job().withCounts(held.attempts(), held.troubles()));
            Optional<Instant> look =
                    hostFailed ? hosts.nextLook(Download.of(exchange).address()) : Optional.empty();
            if (look.isPresent()) {
                hand.hostTrouble(
                        new Reason(reason.reasonClass(), reason.text() + HOST_FAILS),
                        now,
                        look.get(),
                        MediaHosts.name(Download.of(exchange).address()));
            } else {
                hand.trouble(reason, now, backoff.after(held.troubles()));
            }
        }
    }

    /** In one line, with the kind of fault where it says nothing else. */
    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank()
                ? cause.getClass().getSimpleName()
                : message.replaceAll("\\s+", " ").strip();
    }
}
