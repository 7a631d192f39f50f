package lumadrop.cli;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/**
 * The steps of a job that a kill can fall on, each as what the dead process leaves in the ledger: what it had in hand
 * there keeps its owner.
 */
enum CrashStep {
    /** A file is claimed and not yet recorded. */
    INTAKE_CLAIMED(null),
    /** A drop is recorded and its file not yet put away. */
    INTAKE_RECORDED("SELECT 1 FROM drops WHERE shelved = 0"),
    /** Written {@code submitting}: the request may be about to leave, on its way, or answered. */
    SUBMITTING("SELECT 1 FROM jobs WHERE state = 'submitting'"),
    /** The upstream's list is asked about an uncertain submit. */
    RECONCILING("SELECT 1 FROM jobs WHERE state = 'unknown' AND owner IS NOT NULL"),
    /** A status is asked for, or folded in; the last one is written with what follows from it. */
    POLLING("SELECT 1 FROM jobs WHERE state IN ('in_flight', 'overdue') AND owner IS NOT NULL"),
    /** Pictures are downloaded, checked, published. */
    COLLECTING("SELECT 1 FROM jobs WHERE state = 'ready' AND owner IS NOT NULL"),
    /** Error file and line of {@code manifest.jsonl}. */
    TELLING("SELECT 1 FROM jobs WHERE state IN ('done', 'failed', 'held') AND owner IS NOT NULL"),
    /** A drop's manifest is written. */
    CLOSING("SELECT 1 FROM drops WHERE owner IS NOT NULL");

    private final String sql;

    CrashStep(String sql) {
        this.sql = sql;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether something is in this step now. */
    boolean isSeen(Place place, Statement ledger) throws SQLException {
        if (sql == null) {
            return !place.files("inbox/.lumadrop/taking").isEmpty();
        }
        try (ResultSet any = ledger.executeQuery(sql + " LIMIT 1")) {
            return any.next();
        }
    }
}
