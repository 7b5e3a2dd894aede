# Every rule that there is for the language, not only the recommended ones.
plugin "terraform" {
  enabled = true
  preset  = "all"
}
