package dev.syncline.testsupport.streamload;

/// What can go wrong with a load over HTTP.
public enum Fault {

    /// The rows are committed and visible, then the connection is reset.
    REPLY_LOST_AFTER_COMMIT,
    /// The body is taken, the connection reset and the load aborted.
    RESET_BEFORE_COMMIT,
    /// Committed; the rows can be seen when `get_load_state` has been asked so many times.
    PUBLISH_TIMEOUT,
    /// Committed, but the rows never come to sight.
    PUBLISH_TIMEOUT_FOREVER,
    /// The body is taken, then the load fails and names an address with the reason.
    FAIL_WITH_ERROR_URL,
    /// The client is told that the label runs already; that load is committed, with the rows of this body, after so many polls.
    RUNNING_ELSEWHERE_THEN_COMMITTED,
    /// The client is told that the label runs already; that load is aborted after so many polls.
    RUNNING_ELSEWHERE_THEN_ABORTED,
    /// The front end knows of no back end.
    NO_BACK_END,
    /// The front end sends the client to a port where nobody listens.
    BACK_END_DOWN,
    /// The front end sends the client to 127.0.0.2, which is none of its back ends, at the port that is given as number of polls.
    SENT_ELSEWHERE,
    /// The body is taken, the load aborted and the reply is not of the protocol.
    HTTP_500,
    /// The rows are committed, but the reply breaks off.
    TRUNCATED_JSON,
    /// The body is taken and nothing happens until {@link StreamLoadServer#release()}; then the load goes on.
    HANG;

    boolean isOfFrontEnd() {
        return this == NO_BACK_END || this == BACK_END_DOWN || this == SENT_ELSEWHERE;
    }
}
