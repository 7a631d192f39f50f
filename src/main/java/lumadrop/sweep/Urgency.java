package lumadrop.sweep;

import java.time.Instant;
import java.util.OptionalDouble;
import lumadrop.job.Request;
import lumadrop.learn.Kind;

/** What it costs not to look at a request. */
public interface Urgency {
    /** The chance a second that it ends now, over the price of a call in seconds of lateness; empty where too little is known. */
    OptionalDouble of(Kind kind, Request request, Instant now);
}
