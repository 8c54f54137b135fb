"""What can be done: a file for each noun, with the input and the function of each mutation."""
