package hermes.local;

import java.nio.file.Path;

/** A program that runs the template of its argument, prints where AWS is called, and ends when it is asked to. */
final class SmallStack {

    private SmallStack() {}

    public static void main(String[] arguments) throws InterruptedException {
        var stack = LocalStack.start(Path.of(arguments[0]), StackOptions.DEFAULT);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stack::close));
        System.out.println(stack.awsEndpoint());
        Thread.currentThread().join();
    }
}
