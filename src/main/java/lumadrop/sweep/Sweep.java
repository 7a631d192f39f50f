package lumadrop.sweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import lumadrop.api.ListAnswer;
import lumadrop.api.ListItem;
import lumadrop.job.Media;
import lumadrop.job.Phase;
import lumadrop.job.Request;
import lumadrop.job.Snapshot;
import lumadrop.learn.Kind;

/**
 * Whether, when and how the list of requests is asked for those in flight, and what its answers tell of them. Every request
 * keeps the turn at which it is asked by id; the list only ever makes that call needless. Thread-safe; what it knows is lost
 * with the process, and learned again from the answers to come.
 */
public final class Sweep {
    /** With fewer in flight a list call spares hardly more than itself. */
    private static final int SEVERAL = 4;

    /** But what was more a while ago is noticed to its last as soon as the others were. */
    private static final Duration WINDING_DOWN = Duration.ofMinutes(1);

    private static final Duration WINDING_DOWN_GAP = Duration.ofMillis(1200);

    /** The list is asked a little before the first turn comes, so that its answer is there by then. */
    private static final Duration LEAD = Duration.ofMillis(250);

    /** A list that says less than was known for longer than that before it was asked lags behind. */
    private static final Duration LAG = Duration.ofSeconds(2);

    /** However well the list works, so often a request is asked by id all the same: a list that stands still shows no fault. */
    private static final Duration CHECKED_EVERY = Duration.ofSeconds(10);

    /** Likewise of ends: an item may begin to show less of them than a request's own answer does. */
    private static final Duration ENDS_CHECKED_EVERY = Duration.ofMinutes(1);

    /** Where the list lacks no more than one in so many, these few may be asked by id the oftener. */
    private static final int FEW = 10;

    /** After so many calls it is seen whether they have spared as many. */
    private static final int WORTH_AFTER = 20;

    /** On trial, so many ends that the list did not tell of, or not fully, show that it is of no use. */
    private static final int UNTOLD = 12;

    private final boolean on;
    private final Urgency urgency;
    private final Rhythm rhythm;
    private final Standing standing;
    private final Fill fill = new Fill();
    private final InFlight inFlight = new InFlight();
    private final Ends ends = new Ends();
    private Instant askedAt = Instant.MIN;
    private Duration interval = Duration.ZERO;
    private Duration breath = Duration.ZERO;
    private Instant severalAt = Instant.MIN;
    private Instant manyAt = Instant.MIN;
    private Instant checkedAt = Instant.MIN;
    private Instant endCheckedAt = Instant.MIN;
    private boolean fewMissed;
    private String form = "";
    private int calls;
    private int spared;
    private int untold;

    /**
     * @param on whether the list is asked at all
     * @param interval at which a request is asked by id while it is not known how long its like take
     * @param say for people: when the list begins to be relied on, and why not any more
     */
    public Sweep(boolean on, Urgency urgency, Duration interval, Consumer<String> say) {
        this.on = on;
        this.urgency = urgency;
        this.rhythm = new Rhythm(interval);
        this.standing = new Standing(say);
    }

    // --- What is known of requests --------------------

    /**
     * A status answer was folded into its request.
     *
     * @param due when the request is asked by id; null where it is not any more
     */
    public synchronized void folded(Kind kind, Request request, Snapshot snapshot, Instant due, Source source) {
        if (!on) {
            return;
        }
        Known before = inFlight.get(request.id());
        if (source == Source.STATUS && before != null) {
            checkedAt = snapshot.seenAt();
            check(before.end(), snapshot);
        }
        if (request.ended() != null || due == null) {
            inFlight.remove(request.id());
            if (before != null && before.end() == null && request.ended() != null) {
                ends.add(snapshot, source == Source.STATUS);
            }
        } else {
            boolean same = before != null && before.last().phase() == snapshot.phase();
            Instant since = same ? before.since() : snapshot.seenAt();
            inFlight.put(new Known(kind, request, snapshot, since, due, seen(before, source), null));
        }
    }

    private static Known.Seen seen(Known before, Source source) {
        boolean stays = before != null && (before.missed() || source == Source.LIST && before.listed());
        return stays ? before.seen() : Known.Seen.NOT_YET;
    }

    /** The list has told of an end; this is the request's own answer. */
    private void check(Snapshot end, Snapshot own) {
        if (end == null) {
            return;
        }
        if (own.phase().isTerminal()) {
            compare(end, own);
        } else {
            contradicts(end, own);
        }
    }

    private void compare(Snapshot listed, Snapshot own) {
        if (listed.phase() != own.phase()) {
            contradicts(listed, own);
        } else if (own.phase() != Phase.SUCCEEDED
                || !own.media().isEmpty() && pictures(listed).equals(pictures(own))) {
            endCheckedAt = own.seenAt();
            standing.agreed(form, own.seenAt());
        } else if (listed.media().isEmpty()) {
            untold++;
        } else if (!own.media().isEmpty()) {
            standing.givenUp(
                    "it names other pictures of request " + own.requestId() + " than its status", own.seenAt());
        }
    }

    private void contradicts(Snapshot listed, Snapshot own) {
        standing.givenUp(
                "it says " + listed.status() + " of request " + own.requestId() + ", whose own status is "
                        + own.status(),
                later(listed.seenAt(), own.seenAt()));
    }

    /** A signature in a URL may differ from answer to answer. */
    private static List<String> pictures(Snapshot snapshot) {
        return snapshot.media().stream().map(Media::shown).toList();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /**
     * What the list said last of a request that is about to be asked by id, if that call would say no more; empty if it is
     * to be made.
     */
    public synchronized Optional<Snapshot> seen(String requestId, Instant now) {
        Known known = inFlight.get(requestId);
        if (known == null || !known.listed() || !standing.isTrusted() || !standing.isWell()) {
            return Optional.empty();
        }
        if (!now.isBefore(checkedAt.plus(CHECKED_EVERY))) {
            checkedAt = now;
            return Optional.empty();
        }
        return Optional.of(known.last());
    }

    /**
     * How soon a request is asked by id again that is one of a few which the list does not tell of, so that its end is seen
     * about as soon as those of the others; empty where its own plan is all there is to go by.
     */
    public synchronized Optional<Duration> gap(String requestId) {
        Known known = inFlight.get(requestId);
        boolean applies = known != null && known.missed() && fewMissed && standing.isTrusted() && standing.isWell();
        return applies
                ? Optional.of(Rhythm.longer(interval, breath).multipliedBy(3).dividedBy(2))
                : Optional.empty();
    }

    /** A call by id was not made for what the list said. */
    public synchronized void spared() {
        spared++;
    }

    // --- When it is asked, and for how much --------------------

    /** When the next list call is due; empty while none is worth it. */
    public synchronized Optional<Instant> nextAt(Instant now) {
        if (!on) {
            return Optional.empty();
        }
        inFlight.forgetOthers(now);
        int soon = 0;
        Instant earliest = Instant.MAX;
        for (Known known : inFlight.all()) {
            soon += InFlight.isDueSoon(known, now) ? 1 : 0;
            earliest = known.due().isBefore(earliest) ? known.due() : earliest;
        }
        if (soon >= SEVERAL) {
            severalAt = now;
        }
        boolean windingDown = isWindingDown(soon, now);
        Duration gap = windingDown ? Rhythm.shorter(interval, WINDING_DOWN_GAP) : interval;
        Instant after = askedAt.equals(Instant.MIN) ? Instant.MIN : askedAt.plus(Rhythm.longer(gap, breath));
        if (soon < SEVERAL) {
            return windingDown ? Optional.of(later(after, standing.notBefore())) : Optional.empty();
        }
        Instant turn = earliest.minus(LEAD);
        Instant wanted = turn.isAfter(now) ? earlier(turn, worthItAt(now, windingDown)) : turn;
        return Optional.of(later(later(wanted, after), standing.notBefore()));
    }

    /** Whether fewer than before are left, so that their calls would come the more rarely. */
    private boolean isWindingDown(int soon, Instant now) {
        boolean rare = interval.compareTo(WINDING_DOWN_GAP) > 0;
        Instant more = soon < SEVERAL ? severalAt : rare ? manyAt : Instant.MIN;
        return soon > 0 && standing.isTrusted() && !more.isBefore(now.minus(WINDING_DOWN));
    }

    /**
     * When a look at all of them is worth a call, although none of them is worth one by itself yet: of many that were submitted
     * together some end early. The last of many are looked at twice as soon.
     */
    private Instant worthItAt(Instant now, boolean windingDown) {
        double sum = 0;
        Instant lookedAt = now;
        for (Known known : inFlight.all()) {
            sum += urgency.of(known.kind(), known.request(), now).orElse(0);
            lookedAt = earlier(lookedAt, known.last().seenAt());
        }
        Duration best = rhythm.best(sum);
        return later(lookedAt, askedAt).plus(windingDown ? best.dividedBy(2) : best);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** Whether a list call is due; if so, it is the caller's to make. */
    public synchronized boolean take(Instant now) {
        boolean due = nextAt(now).filter(at -> !at.isAfter(now)).isPresent();
        if (due) {
            askedAt = now;
            calls += standing.isTrusted() && severalAt.equals(now) && !isWindingDown(SEVERAL, now) ? 1 : 0;
        }
        return due;
    }

    /** How many items to ask for; 0: as many as it likes to bring. */
    public synchronized int size() {
        return fill.size(inFlight.all().size());
    }

    // --- What comes of it --------------------

    /**
     * The number of items that was asked for is refused, perhaps.
     *
     * @return whether to ask again without it
     */
    public synchronized boolean sizeRefused() {
        return fill.unstated();
    }

    /**
     * The answer was longer than what is read of one.
     *
     * @return whether to ask again for less
     */
    public synchronized boolean tooLong() {
        return fill.shorter();
    }

    /**
     * No list came; it may the next time.
     *
     * @param pause asked for by the upstream; null where none is
     */
    public synchronized void failed(String why, Duration pause, Instant now) {
        standing.failed(why, pause, now);
    }

    /** No list is to be had. */
    public synchronized void refused(String why, Instant now) {
        standing.givenUp(why, now);
    }

    /** A page of the list came, of so many bytes. */
    public synchronized Look page(ListAnswer.Page page, int bytes, Instant sentAt, Instant now) {
        Order order = Order.of(page.items());
        form = page.items().size() + (page.items().size() == 1 ? " item" : " items") + ", " + order.words();
        Reading reading = new Reading(sentAt, now);
        for (int place = 0; place < page.items().size() && reading.fault == null; place++) {
            reading.read(page.items().get(place), place);
        }
        List<Look.News> fallen = new ArrayList<>();
        int soon = 0;
        int missing = 0;
        for (Known known : List.copyOf(inFlight.all())) {
            boolean there = reading.there.contains(known.request().id());
            boolean isSoon = InFlight.isDueSoon(known, now);
            soon += isSoon ? 1 : 0;
            missing += isSoon && !there ? 1 : 0;
            if (!there) {
                inFlight.put(known.missing());
                if (known.listed()) {
                    fallen.add(new Look.News(known.last(), false));
                }
            }
        }
        fewMissed = missing * FEW <= soon;
        if (fewMissed && standing.isTrusted()) {
            reading.news.addAll(fallen);
        }
        fill.brought(page.items().size() + page.unreadable(), bytes, reading.deepest, missing, soon, order);
        untold += ends.forget(sentAt.minus(LAG));
        breath = Duration.between(sentAt, now).multipliedBy(2);
        interval = rhythm.interval(reading.urgency, reading.allKnown, standing.isTrusted());
        manyAt = rhythm.best(reading.urgency).compareTo(WINDING_DOWN_GAP) <= 0 ? now : manyAt;
        return judged(reading, soon, now) ? new Look(reading.same, reading.news) : Look.NOTHING;
    }

    /** @return whether what it says may be used */
    private boolean judged(Reading reading, int soon, Instant now) {
        if (reading.fault != null) {
            giveUp(reading.fault, now);
            return false;
        }
        if (reading.told < 2 && soon >= SEVERAL) {
            standing.failed("it tells of " + reading.told + " of " + soon + " requests in flight", null, now);
            return true;
        }
        standing.told();
        if (!standing.isTrusted() && untold >= UNTOLD) {
            giveUp("it does not tell of ends as the requests' own answers do", now);
        } else if (standing.isTrusted()) {
            untold = 0;
            judgeWorth(now);
        }
        return true;
    }

    private void judgeWorth(Instant now) {
        if (calls >= WORTH_AFTER) {
            if (spared < calls) {
                giveUp("it takes more calls than it spares (" + calls + " for " + spared + ")", now);
            }
            calls = 0;
            spared = 0;
        }
    }

    private void giveUp(String why, Instant now) {
        standing.givenUp(why, now);
        untold = 0;
    }

    /** One page, item by item. */
    private final class Reading {
        private final Instant sentAt;
        private final Instant now;
        private final List<Look.Same> same = new ArrayList<>();
        private final List<Look.News> news = new ArrayList<>();
        private final Set<String> there = new HashSet<>();
        private int deepest = -1;
        private int told;
        private double urgency;
        private boolean allKnown = true;
        private String fault;

        Reading(Instant sentAt, Instant now) {
            this.sentAt = sentAt;
            this.now = now;
        }

        void read(ListItem item, int place) {
            Snapshot snapshot = item.snapshot();
            Known known = inFlight.get(snapshot.requestId());
            if (known == null) {
                hasEnded(snapshot);
            } else if (there.add(snapshot.requestId())) {
                deepest = place;
                isInFlight(known, snapshot);
            }
        }

        /** One of ours that has ended, or a stranger. */
        private void hasEnded(Snapshot snapshot) {
            ends.take(snapshot.requestId(), snapshot.phase().isTerminal() ? sentAt : sentAt.minus(LAG))
                    .ifPresent(end -> {
                        if (!snapshot.phase().isTerminal()) {
                            lags(snapshot, end.snapshot());
                        } else if (end.isOwn()) {
                            compare(snapshot, end.snapshot());
                        }
                    });
        }

        private void isInFlight(Known known, Snapshot snapshot) {
            Told what = Told.of(snapshot, known.last());
            told += what == Told.BEHIND || what == Told.UNCLEAR ? 0 : 1;
            switch (what) {
                case NOTHING_NEW -> nothingNew(known, snapshot);
                case FURTHER -> further(known, snapshot);
                case DONE -> done(known, snapshot);
                case ENDED -> endsWithout(known, snapshot);
                case BEHIND -> behind(known, snapshot);
                case UNCLEAR -> inFlight.put(known.notOnList());
            }
        }

        private void nothingNew(Known known, Snapshot snapshot) {
            if (snapshot.phase().isTerminal()) {
                inFlight.put(known.notOnList()); // a success without pictures: its own answers are waited for
                return;
            }
            inFlight.put(known.seenOnList(snapshot));
            same.add(new Look.Same(known.kind(), known.request(), snapshot));
            weigh(known);
        }

        private void further(Known known, Snapshot snapshot) {
            inFlight.put(known.notOnList());
            if (standing.isTrusted()) {
                news.add(new Look.News(snapshot, true));
            }
            weigh(known);
        }

        private void done(Known known, Snapshot snapshot) {
            boolean checked = now.isBefore(endCheckedAt.plus(ENDS_CHECKED_EVERY));
            if (standing.isTrusted() && checked) {
                inFlight.put(known.notOnList());
                news.add(new Look.News(snapshot, true));
                spared++;
            } else {
                endCheckedAt = now; // one is enough
                endsWithout(known, snapshot);
            }
        }

        /** Its own answer is fetched at once, and only once: what comes of it decides when it is asked again. */
        private void endsWithout(Known known, Snapshot snapshot) {
            if (known.end() == null) {
                news.add(new Look.News(snapshot, false));
            }
            inFlight.put(known.ends(snapshot));
        }

        private void behind(Known known, Snapshot snapshot) {
            inFlight.put(known.notOnList());
            if (sentAt.isAfter(known.since().plus(LAG))) {
                lags(snapshot, known.last());
            }
        }

        private void lags(Snapshot snapshot, Snapshot known) {
            fault = "it lags: it says " + snapshot.status() + " of request " + snapshot.requestId()
                    + ", which was seen " + known.status() + " before";
        }

        private void weigh(Known known) {
            OptionalDouble one = Sweep.this.urgency.of(known.kind(), known.request(), now);
            urgency += one.orElse(0);
            allKnown &= one.isPresent();
        }
    }
}
