package lumadrop.learn;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import lumadrop.job.Ask;
import lumadrop.job.Lesson;
import lumadrop.job.Phase;
import lumadrop.job.Request;
import lumadrop.job.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long requests take, by what they ask, and when to ask after one. It is told every status answer, and learns from those
 * that show an end and from those that show none yet. Thread-safe; what it has learned outlives the process where its lessons are kept.
 */
public final class Learned {
    private static final Logger LOG = LoggerFactory.getLogger(Learned.class);

    private static final String TOTAL = "total";
    private static final String PROCESSING = "processing";

    /** As many as may be in flight. One that is forgotten is polled as well; its end teaches nothing. */
    private static final int REMEMBERED = 100_000;

    /** Longer than the longest wait between two polls, and than most troubles. */
    private static final Duration ASKED_AFTER_WITHIN = Duration.ofMinutes(10);

    private final Planner planner;
    private final RandomGenerator random;
    private final Executor aside;
    private final Rate ends = new Rate();
    private final Map<Kind, Stages> kinds = new ConcurrentHashMap<>();
    private final Map<String, Trail> trails = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Trail> eldest) {
            return size() > REMEMBERED;
        }
    });

    /**
     * @param aside runs what takes some milliseconds, out of the way of whoever has a status answer in hand
     */
    public Learned(Aim aim, RandomGenerator random, Executor aside) {
        this.planner = new Planner(aim);
        this.random = random;
        this.aside = aside;
    }

    /** A status answer was folded into its request, or said nothing new of it. */
    public void seen(Kind kind, Request request, Snapshot snapshot) {
        Stages stages = kinds.computeIfAbsent(kind, unknown -> new Stages());
        boolean terminal = snapshot.phase().isTerminal();
        Trail before;
        synchronized (trails) {
            before = trails.get(request.id());
            if (terminal) {
                trails.remove(request.id());
            } else {
                trails.put(
                        request.id(),
                        before == null ? Trail.first(kind, stages, request, snapshot) : before.then(request, snapshot));
            }
        }
        boolean ended = snapshot.phase() == Phase.SUCCEEDED;
        // What failed or was cancelled ended for reasons of its own. What was never seen without an end may have ended
        // long ago.
        if (before != null && (ended || !terminal)) {
            Instant now = snapshot.seenAt();
            stages.polled(before, Trail.age(request, now), ended);
            if (ended) {
                before.ended(request, snapshot).ifPresent(age -> learn(kind, stages, before, age, now));
            }
        }
    }

    /** Nothing is to be learned from a request, whatever becomes of it. */
    public void forget(String requestId) {
        trails.remove(requestId);
    }

    private void learn(Kind kind, Stages stages, Trail trail, Span age, Instant now) {
        ends.add(now);
        stages.ended(trail, age, now);
        plan(kind, stages, now);
    }

    private void plan(Kind kind, Stages stages, Instant now) {
        if (stages.total().takePlanning(now)) {
            aside.execute(() -> stages.total().plan(planner, ends.perSecond(now), alive(kind, now)));
        }
        if (stages.processing().takePlanning(now)) {
            aside.execute(() -> stages.processing().plan(planner, ends.perSecond(now), processed(kind, now)));
        }
    }

    private List<Alive> alive(Kind kind, Instant now) {
        return trails(kind, now).stream()
                .map(trail -> new Alive(trail.seen(), trail.start().era()))
                .toList();
    }

    private List<Alive> processed(Kind kind, Instant now) {
        return trails(kind, now).stream()
                .filter(trail -> trail.processing() != null)
                .map(trail -> new Alive(
                        Math.max(0, trail.seen() - trail.processing().to()),
                        trail.start().processingEra()))
                .toList();
    }

    /** Of requests that are still asked after: what becomes of one that was cancelled here, say, nobody tells. */
    private List<Trail> trails(Kind kind, Instant now) {
        Instant since = now.minus(ASKED_AFTER_WITHIN);
        synchronized (trails) {
            return trails.values().stream()
                    .filter(trail ->
                            trail.start().kind().equals(kind) && trail.at().isAfter(since))
                    .toList();
        }
    }

    /** How long to wait until a request without an end is asked after again; empty where too little is known of its kind. */
    public Optional<Duration> wait(Ask ask, Request request, Instant now) {
        Stages stages = kinds.get(Kind.of(ask));
        if (stages == null) {
            return Optional.empty();
        }
        double age = Trail.age(request, now);
        double wait = stages.wait(trails.get(request.id()), age, random);
        return Double.isNaN(wait) ? Optional.empty() : Optional.of(Duration.ofMillis(Math.round(1000 * wait)));
    }

    /** The chance a second that it ends now, over the price of a call in seconds of lateness; empty where too little is known. */
    public OptionalDouble urgency(Kind kind, Request request, Instant now) {
        return plan(kind)
                .map(plan -> OptionalDouble.of(plan.urgency(Trail.age(request, now))))
                .orElse(OptionalDouble.empty());
    }

    /** By what requests are planned that ask for the like; empty where too little is known. */
    Optional<Plan> plan(Ask ask) {
        return plan(Kind.of(ask));
    }

    private Optional<Plan> plan(Kind kind) {
        return Optional.ofNullable(kinds.get(kind))
                .flatMap(stages -> stages.total().plan());
    }

    /** How many observations it is worth what is known of requests that ask for the like. */
    double worth(Ask ask) {
        Stages stages = kinds.get(Kind.of(ask));
        return stages == null ? 0 : stages.total().worth();
    }

    /** What was learned before; later ones of a kind and stage count. */
    public void recall(List<Lesson> lessons, Instant now) {
        for (Lesson lesson : lessons) {
            try {
                recall(lesson, now);
            } catch (IllegalArgumentException e) {
                LOG.warn(
                        "How long {} takes is learned anew: what was known cannot be read ({})",
                        lesson.mode(),
                        e.getMessage());
            }
        }
    }

    private void recall(Lesson lesson, Instant now) {
        Learner learner = new Learner(lesson.text(), lesson.learnedAt());
        learner.age(now);
        Kind kind = new Kind(lesson.model(), lesson.mode());
        Stages known = kinds.computeIfAbsent(kind, unknown -> new Stages());
        if (lesson.stage().equals(TOTAL)) {
            kinds.put(kind, new Stages(learner, known.processing()));
        } else if (lesson.stage().equals(PROCESSING)) {
            kinds.put(kind, new Stages(known.total(), learner));
        }
        plan(kind, kinds.get(kind), now);
    }

    /** What has been learned since this was last asked, for keeping. */
    public List<Lesson> lessons(Instant now) {
        List<Lesson> lessons = new ArrayList<>();
        kinds.forEach((kind, stages) -> {
            stages.total().unkept().ifPresent(text -> lessons.add(lesson(kind, TOTAL, text, now)));
            stages.processing().unkept().ifPresent(text -> lessons.add(lesson(kind, PROCESSING, text, now)));
        });
        return lessons;
    }

    private static Lesson lesson(Kind kind, String stage, String text, Instant now) {
        return new Lesson(kind.model(), kind.mode(), stage, text, now);
    }
}
