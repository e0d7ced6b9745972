package dev.syncline.testsupport.streamload;

/// What the door does with a statement: a statement for the MySQL behind, and what follows from its success.
///
/// @param inserts whether the client is told the rows sent, not those that MySQL calls affected
record Answer(String mySql, boolean inserts, Outcome then) {

    interface Outcome {

        /// Runs before the client hears of it.
        void succeeded(long rows);

        default void failed(String message) {}
    }

    static Answer forward(String mySql) {
        return new Answer(mySql, false, _ -> { });
    }

    static Answer forward(String mySql, Runnable then) {
        return new Answer(mySql, false, _ -> then.run());
    }

    static Answer nothing() {
        return forward("DO 0");
    }
}
