package dev.syncline.cli.api;

/// How a command ends, for scripts; documented in `docs/reference/command-line.md`.
public enum ExitCode {
    OK(0),
    /// The run that was waited for has not succeeded, or something needs attention.
    FAILED(1),
    /// The words or the files of the command cannot be understood, or name what is not there.
    USAGE(2),
    /// Nobody answers, or whoever asks may not do it.
    UNREACHABLE(3),
    /// What is there is not what was expected: somebody else has changed it, or it differs.
    CONFLICT(4),
    TIMED_OUT(5),
    /// By Ctrl-C; what was asked for goes on.
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
