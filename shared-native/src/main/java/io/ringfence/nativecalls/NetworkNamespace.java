package io.ringfence.nativecalls;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/**
 * One dedicated thread inside one network namespace. Every task given to it runs there, one at a time and in order,
 * and so do the threads and processes that a task starts: they inherit the namespace. Sockets opened by a task stay in
 * the namespace and may be used from any thread.
 *
 * <p>A namespace that cannot be entered has no instance of this class, hence no task ever runs in the wrong one.
 * Entering needs CAP_SYS_ADMIN.
 */
public final class NetworkNamespace implements AutoCloseable {

    private static final String DIRECTORY = "/run/netns/";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,200}");

    private final String label;
    private final ExecutorService thread;

    private NetworkNamespace(String label) {
        this.label = label;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "netns-" + label);
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * Enters the namespace that {@code ip netns add name} made.
     *
     * @throws NativeFailure if it does not exist or may not be entered
     * @throws IllegalArgumentException if the name could mean another file
     */
    public static NetworkNamespace enter(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a network namespace: " + name);
        }
        NetworkNamespace namespace = new NetworkNamespace(name);
        try {
            // Tasks are submitted as futures, so none can end this thread and have it replaced by an outside one.
            namespace.run(() -> join(name));
        } catch (RuntimeException failed) {
            namespace.close();
            throw failed;
        }
        return namespace;
    }

    /** A thread in the namespace of the process itself, so that callers need not care which they work in. */
    public static NetworkNamespace ofProcess() {
        return new NetworkNamespace("process");
    }

    /** The namespace's name, or {@code process}. */
    public String label() {
        return label;
    }

    /** Runs the task inside and returns its answer; what it throws is thrown here, checked exceptions wrapped. */
    public <T> T call(Callable<T> task) {
        try {
            return submit(task).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for namespace " + label, e);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
    }

    /** As {@link #call} for a task without an answer. */
    public void run(Runnable task) {
        call(Executors.callable(task));
    }

    /** Runs the task inside without waiting for it; its failure is in the future. */
    public <T> Future<T> submit(Callable<T> task) {
        return thread.submit(task);
    }

    /** Ends the thread, interrupting the task that runs. The namespace itself stays. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static void join(String name) {
        Libc libc = Libc.INSTANCE;
        String path = DIRECTORY + name;
        int descriptor = libc.open(path, Libc.O_RDONLY | Libc.O_CLOEXEC);
        if (descriptor < 0) {
            throw NativeFailure.last("open " + path);
        }
        try {
            if (libc.setns(descriptor, Libc.CLONE_NEWNET) != 0) {
                throw NativeFailure.last("setns " + path);
            }
        } finally {
            libc.close(descriptor);
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException runtime ? runtime : new IllegalStateException(cause);
    }
}
