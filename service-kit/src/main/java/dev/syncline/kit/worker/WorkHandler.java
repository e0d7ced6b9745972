package dev.syncline.kit.worker;

import dev.syncline.contracts.work.Work;
import dev.syncline.contracts.work.WorkResult;

/// Does one kind of worker's work.
@FunctionalInterface
public interface WorkHandler {

    /// Does the work to its end, on a thread of its own.
    ///
    /// @return the result that ends it; ordinary failures are results too
    /// @throws Exception anything unexpected; the worker reports it as `INTERNAL`
    WorkResult handle(Work work, Assignment assignment) throws Exception;
}
