package dev.syncline.cli.api;

/// Ends a command: with which exit code, and the sentence that helps.
public class ClientFailure extends RuntimeException {

    private final ExitCode code;

    public ClientFailure(ExitCode code, String message) {
        super(message);
        this.code = code;
    }

    /// The words of a command are wrong.
    public static ClientFailure usage(String message) {
        return new ClientFailure(ExitCode.USAGE, message);
    }

    public ExitCode code() {
        return code;
    }

    /// Nobody answers for now: whoever can wait may ask again.
    public static final class Away extends ClientFailure {
        public Away(String message) {
            super(ExitCode.UNREACHABLE, message);
        }
    }

    /// The interface has refused: the problem that it has answered.
    public static final class Refused extends ClientFailure {

        private final int status;
        private final String slug;

        public Refused(ExitCode code, int status, String slug, String message) {
            super(code, message);
            this.status = status;
            this.slug = slug;
        }

        public int status() {
            return status;
        }

        /// The last part of the problem's type.
        public String slug() {
            return slug;
        }
    }
}
