# ~/.bashrc: for interactive shells
case $- in *i*) ;; *) return ;; esac
HISTCONTROL=ignoreboth
HISTSIZE=5000
shopt -s histappend checkwinsize
PS1='\[\e[32m\]\u@\h\[\e[0m\]:\w\$ '
alias ls='ls --color=auto' ll='ls -l' grep='grep --color=auto'
export LESS=-R EDITOR=nano PAGER=less
[ -r /usr/share/bash-completion/bash_completion ] && . /usr/share/bash-completion/bash_completion
