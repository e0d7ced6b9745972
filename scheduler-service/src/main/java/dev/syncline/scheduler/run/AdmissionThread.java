package dev.syncline.scheduler.run;

import java.util.Set;

import dev.syncline.scheduler.project.Asked;
import dev.syncline.scheduler.project.PresentProjects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Asks about the projects of runs whose turn it is to begin, then lets them begin: of many at once, and outside of a transaction, in which nobody else is
/// asked anything.
@Component
class AdmissionThread implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AdmissionThread.class);

    private final PresentProjects projects;
    private final RunCommands commands;
    private volatile boolean running;
    private @Nullable Thread thread;

    AdmissionThread(PresentProjects projects, RunCommands commands) {
        this.projects = projects;
        this.commands = commands;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("admission").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        Thread stopping = thread;
        if (stopping != null) {
            stopping.interrupt();
            try {
                stopping.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        boolean failing = false;
        while (running) {
            try {
                admit(projects.awaitWanted());
                failing = false;
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                // The next transaction, within a second, wants them again.
                if (running && !failing) {
                    log.warn("Cannot let runs begin, will go on trying: {}", e.toString());
                    failing = true;
                }
            }
        }
    }

    // A transaction begins what can begin in any case.
    private void admit(Set<Long> wanted) {
        try (Asked _ = projects.ask(wanted)) {
            commands.decide((_, _) -> { });
        }
    }
}
