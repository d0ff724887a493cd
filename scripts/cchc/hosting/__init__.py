"""Where the repository is hosted: GitHub asked, told and compared with what the files say."""
