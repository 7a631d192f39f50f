package lumadrop.ledger;

/** The ledger cannot be used; the message says why and what to do, in one line. */
public final class LedgerFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LedgerFault(String message) {
        super(message);
    }

    public LedgerFault(String message, Throwable cause) {
        super(message, cause);
    }
}
