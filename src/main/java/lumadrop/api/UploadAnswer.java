package lumadrop.api;

import java.net.URI;
import lumadrop.job.Reason;

/** What the POST that asks for a place to upload a source image came to. It costs nothing, so it may be asked again. */
public sealed interface UploadAnswer extends Answer
        permits UploadAnswer.Granted, UploadAnswer.Denied, AskAgain, AccountTrouble {

    /**
     * @param uploadUrl where the bytes are PUT within 15 minutes, signed; never with the key
     * @param publicUrl lasting and readable by the world: what {@code image} is set to
     */
    record Granted(URI uploadUrl, URI publicUrl) implements UploadAnswer {
        @Override
        public String word() {
            return "granted";
        }
    }

    /** 400, 413, 415, 422: this kind of file is not taken. */
    record Denied(Reason reason) implements UploadAnswer {
        @Override
        public String word() {
            return "denied";
        }
    }
}
