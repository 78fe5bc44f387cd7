// SPDX-License-Identifier: Apache-2.0
package org.edgeorchestration.executor.native_;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.edgeorchestration.api.execution.ExecutionId;
import org.edgeorchestration.api.node.ManualTime;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    private final List<Long> told = new ArrayList<>();

    /** A process with a number that none has. */
    private final class Member implements ProcessHandle {
        private final long pid;
        private final List<Member> children;
        private boolean alive = true;

        Member(long number, Member... children) {
            this.pid = Integer.MAX_VALUE + number;
            this.children = List.of(children);
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public Optional<ProcessHandle> parent() {
            return Optional.empty();
        }

        @Override
        public Stream<ProcessHandle> children() {
            return children.stream().map(ProcessHandle.class::cast);
        }

        @Override
        public Stream<ProcessHandle> descendants() {
            return children();
        }

        @Override
        public Info info() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<ProcessHandle> onExit() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean supportsNormalTermination() {
            return true;
        }

        @Override
        public boolean destroy() {
            alive = false;
            return told.add(pid - Integer.MAX_VALUE);
        }

        @Override
        public boolean destroyForcibly() {
            return destroy();
        }

        @Override
        public boolean isAlive() {
            return alive;
        }

        @Override
        public int compareTo(ProcessHandle other) {
            return Long.compare(pid, other.pid());
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        /** As that of the JDK's own. */
        @Override
        public int hashCode() {
            return Long.hashCode(pid);
        }
    }

    /** The main process as it was started. */
    private static final class Started extends Process {
        private final ProcessHandle handle;

        Started(ProcessHandle handle) {
            this.handle = handle;
        }

        @Override
        public ProcessHandle toHandle() {
            return handle;
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public int waitFor() {
            return 0;
        }

        @Override
        public int exitValue() {
            return 0;
        }

        @Override
        public void destroy() {
            handle.destroy();
        }
    }

    @Test
    void theMainProcessIsToldToEndBeforeItCanHearThatItsChildrenHave() throws InterruptedException {
        for (long number = 0; number < 32; number++) {
            told.clear();
            Member main = new Member(number, new Member(number + 1), new Member(number + 2));

            ProcessTree.of(ExecutionId.random(), new Started(main), new ManualTime())
                    .stop(Duration.ofSeconds(1));

            assertThat(told).startsWith(number).containsExactlyInAnyOrder(number, number + 1, number + 2);
        }
    }
}
