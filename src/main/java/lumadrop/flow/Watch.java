package lumadrop.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import lumadrop.api.AccountTrouble;
import lumadrop.api.AskAgain;
import lumadrop.api.RateLimit;
import lumadrop.api.StatusAnswer;
import lumadrop.api.SubmitAnswer;
import lumadrop.job.PauseClass;
import lumadrop.pace.Brakes;
import lumadrop.pace.Circuit;
import lumadrop.pace.Governor;
import lumadrop.pace.Pacer;
import lumadrop.pace.Pacers;
import lumadrop.pace.Ramp;

/**
 * Watches how the upstream answers, and stops submits or polls as a whole while every one of them would meet the same: the
 * account's trouble, or an upstream that is down. What is stopped is probed by a call that costs nothing.
 */
final class Watch {
    /** So many in a row, of several jobs, are no accident of one of them. */
    private static final int FAILURES = 5;

    /**
     * A key that worked so lately is still trusted with everything at once. Short, for after a pause of ours its credit may
     * be spent, and finding out anew takes a blink.
     */
    private static final Duration TRUST = Duration.ofSeconds(10);

    private final Clock clock;
    private final Governor governor;
    private final Refused refused;
    private final Outages outages;
    private final Outcomes outcomes;
    private final Ramp submitRamp;
    private final Ramp pollRamp;
    private final Circuit submitAccount;
    private final Circuit submitUpstream;
    private final Circuit pollAccount;
    private final Circuit pollUpstream;
    private final List<Consumer<Instant>> waiters = new CopyOnWriteArrayList<>();
    private volatile AccountTrouble.Kind trouble = AccountTrouble.Kind.KEY;

    /**
     * @param first from a stop to its first probe, doubled until {@code longest}
     * @param longestDown the same bound where the upstream is down: it comes back by itself, a person does not
     */
    Watch(
            Clock clock,
            Duration first,
            Duration longest,
            Duration longestDown,
            Governor governor,
            Refused refused,
            Outages outages,
            Outcomes outcomes) {
        this.clock = clock;
        this.governor = governor;
        this.refused = refused;
        this.outages = outages;
        this.outcomes = outcomes;
        this.submitRamp = new Ramp(clock, TRUST);
        this.pollRamp = new Ramp(clock, Duration.ofDays(36500)); // a poll in vain costs nothing
        this.pollRamp.wentWell();
        this.submitAccount = new Circuit(clock, PauseClass.ACCOUNT, FAILURES, first, longest, submitRamp);
        this.submitUpstream = new Circuit(clock, PauseClass.UPSTREAM_DOWN, FAILURES, first, longestDown, submitRamp);
        this.pollAccount = new Circuit(clock, PauseClass.ACCOUNT, FAILURES, first, longest, pollRamp);
        this.pollUpstream = new Circuit(clock, PauseClass.UPSTREAM_DOWN, FAILURES, first, longestDown, pollRamp);
    }

    void addTo(Brakes submits, Brakes polls) {
        submits.add(submitAccount).add(submitUpstream);
        polls.add(pollAccount).add(pollUpstream);
    }

    /** How submits are paced: few while nothing is known, and by the upstream's limits. */
    Pacer submitPacer() {
        return new Pacers(submitRamp, governor);
    }

    Pacer pollPacer() {
        return pollRamp;
    }

    // --- What the answers show
    // --------------------------------------------------------------------------------------

    /** A POST was answered, or broke; the job is as it was when it left. */
    void submitted(SubmitAnswer answer, Hand hand) {
        Instant sentAt = hand.job().changedAt();
        if (answer instanceof AccountTrouble account) {
            submitUpstream.went(sentAt);
            trouble = account.kind();
            outcomes.accountTrouble(account.reason());
            submitAccount.trip(stop(account), sentAt);
        } else if (answer instanceof SubmitAnswer.NotSent notSent) {
            governor.putBack(1);
            submitUpstream.failed(down(notSent.reason().text()), hand.getId(), sentAt);
            wakeProbes();
        } else if (answer instanceof SubmitAnswer.Uncertain uncertain) {
            submitUpstream.failed(down(uncertain.reason().text()), hand.getId(), sentAt);
            wakeProbes();
        } else {
            submitUpstream.went(sentAt);
            submitAccount.went(sentAt);
            if (submitAccount.held().isEmpty()) {
                outcomes.accountTrouble(null);
            }
            understood(answer, sentAt);
        }
        refused.submitted(answer, hand);
    }

    private void understood(SubmitAnswer answer, Instant sentAt) {
        if (answer instanceof SubmitAnswer.Taken) {
            governor.wentWell();
            submitRamp.wentWell();
        } else if (answer instanceof SubmitAnswer.Throttled throttled) {
            throttled(sentAt, throttled.pause(), throttled.limit());
        } else if (answer instanceof SubmitAnswer.FailedThrottled throttled) {
            throttled(sentAt, throttled.pause(), throttled.limit());
        }
    }

    /** A submit was throttled, in whatever form. */
    void throttled(Instant sentAt, Duration wait, RateLimit limit) {
        governor.throttled(sentAt, wait, limit == null ? 0 : limit.limit(), limit == null ? null : limit.interval());
    }

    /** A status call was answered, or broke. */
    void polled(StatusAnswer answer, String requestId, Instant sentAt) {
        if (answer instanceof AccountTrouble account) {
            pollUpstream.went(sentAt);
            pollAccount.suspect(stop(account)); // or it is this request alone that the key may not see
            wakeProbes();
        } else if (answer instanceof AskAgain again && again.down()) {
            pollUpstream.failed(down(again.reason().text()), requestId, sentAt);
            wakeProbes();
        } else {
            pollUpstream.went(sentAt);
            if (!(answer instanceof AskAgain)) {
                pollAccount.went(sentAt);
                pollRamp.wentWell();
            }
        }
        tellOutages();
    }

    /** Said to have been spent, credit is found out about by a submit alone. */
    private static final String BY_TRYING = " it goes on by itself when one submit that tries it is taken";

    private static String stop(AccountTrouble account) {
        String what = account.reason().text();
        return switch (account.kind()) {
            case KEY -> "the key is refused (" + what + "): see to the key and what it may do;" + BY_ITSELF;
            case CREDIT -> "the credit is spent (" + what + "): top it up;" + BY_TRYING;
            case ADDRESS ->
                "nobody takes it there (" + what + "): see to lumadrop.api.model and lumadrop.api.base-url;"
                        + BY_ITSELF;
        };
    }

    private static final String BY_ITSELF = " it goes on by itself when a free call shows that it may";

    private static String down(String what) {
        return "the upstream is down (" + what + ");" + BY_ITSELF;
    }

    // --- Probes
    // -----------------------------------------------------------------------------------------------------

    private Stream<Circuit> all() {
        return Stream.of(submitAccount, submitUpstream, pollAccount, pollUpstream);
    }

    /** Calls the waiter with the time of a probe that nobody expected. */
    void onProbe(Consumer<Instant> waiter) {
        waiters.add(waiter);
    }

    private void wakeProbes() {
        probeAt().ifPresent(at -> waiters.forEach(waiter -> waiter.accept(at)));
    }

    /** When the next probe is due; empty while all goes on. */
    Optional<Instant> probeAt() {
        return all().map(Circuit::probeAt).flatMap(Optional::stream).min(Instant::compareTo);
    }

    /** The circuits whose probe is due: one call probes them all. */
    List<Circuit> takeProbes() {
        return all().filter(Circuit::takeProbe).toList();
    }

    /** Whether what is to be found out is if the model is there. */
    boolean isAboutModel() {
        return trouble == AccountTrouble.Kind.ADDRESS && submitAccount.held().isPresent();
    }

    /** A probe has told. */
    void probed(List<Circuit> circuits, Probe probe) {
        for (Circuit circuit : circuits) {
            if (circuit == submitUpstream || circuit == pollUpstream) {
                if (probe.isUp()) {
                    circuit.probeWent();
                } else {
                    circuit.probeFailed(down(probe.words()));
                }
            } else if (circuit == submitAccount && isAboutModel() ? probe.showsModel() : probe.isOpenToTheKey()) {
                circuit.probeWent();
            } else if (circuit == submitAccount || probe.accountTrouble().isPresent()) {
                circuit.probeFailed(probe.accountTrouble().map(Watch::stop).orElse(""));
            }
        }
        if (pollAccount.held().isPresent()) {
            probe.accountTrouble().ifPresent(account -> {
                trouble = account.kind();
                outcomes.accountTrouble(account.reason());
                submitAccount.trip(stop(account), clock.instant());
            });
        }
        tellOutages();
    }

    private void tellOutages() {
        outcomes.pollsRefused(pollAccount.held().isPresent());
        Optional<Instant> since = Stream.of(pollAccount, pollUpstream)
                .map(Circuit::inVainSince)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
        outages.known(since);
    }
}
